/**
 * Style transfer by one trained network per style: Johnson, Alahi and Fei-Fei, <a
 * href="https://arxiv.org/abs/1603.08155">arXiv 1603.08155</a>. {@link
 * io.github.stylizer.fastnet.FastNet} loads one, {@link io.github.stylizer.fastnet.FastNetTrainer}
 * trains one.
 *
 * <p>May use the rooms of core; extractors come as {@link io.github.stylizer.FeatureExtractor}, and
 * other methods are unknown here.
 */
package io.github.stylizer.fastnet;
