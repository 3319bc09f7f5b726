/**
 * Style transfer by a network that writes the weights of another: Shen, Yan and Zeng, <a
 * href="https://arxiv.org/abs/1709.04111">arXiv 1709.04111</a>. {@link
 * io.github.stylizer.metanet.MetaNet} reads a painting and makes a model that paints like it;
 * {@link io.github.stylizer.metanet.MetaNetTrainer} trains it.
 */
package io.github.stylizer.metanet;
