/**
 * Style transfer by a network that writes the weights of another: Shen, Yan and Zeng, <a
 * href="https://arxiv.org/abs/1709.04111">arXiv 1709.04111</a>. {@link
 * io.github.stylizer.metanet.MetaNet} reads a painting and makes a model that paints like it;
 * {@link io.github.stylizer.metanet.MetaNetTrainer} trains it.
 *
 * <p>May use the rooms of core; extractors come as {@link io.github.stylizer.FeatureExtractor}, and
 * other methods are unknown here.
 */
package io.github.stylizer.metanet;
