/**
 * Style transfer by one trained network per style: Johnson, Alahi and Fei-Fei, <a
 * href="https://arxiv.org/abs/1603.08155">arXiv 1603.08155</a>.
 */
package io.github.stylizer.fastnet;
