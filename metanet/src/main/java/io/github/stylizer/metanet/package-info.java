/**
 * Style transfer by a network that generates the weights of another: Shen, Yan and Zeng, <a
 * href="https://arxiv.org/abs/1709.04111">arXiv 1709.04111</a>. {@link
 * io.github.stylizer.metanet.MetaNet} turns a painting into a model of its style; {@link
 * io.github.stylizer.metanet.MetaNetTrainer} trains it.
 *
 * <p>Depends on core only; extractors are passed as {@link io.github.stylizer.FeatureExtractor}.
 */
@NullMarked
package io.github.stylizer.metanet;

import org.jspecify.annotations.NullMarked;
