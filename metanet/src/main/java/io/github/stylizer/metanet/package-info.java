/**
 * Style transfer by a network that writes the weights of another: Shen, Yan and Zeng, <a
 * href="https://arxiv.org/abs/1709.04111">arXiv 1709.04111</a>. Not implemented yet.
 */
package io.github.stylizer.metanet;
