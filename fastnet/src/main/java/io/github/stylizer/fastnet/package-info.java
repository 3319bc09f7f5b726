/**
 * Style transfer by one trained network per style: Johnson, Alahi and Fei-Fei, <a
 * href="https://arxiv.org/abs/1603.08155">arXiv 1603.08155</a>. {@link
 * io.github.stylizer.fastnet.FastNet} loads one, {@link io.github.stylizer.fastnet.FastNetTrainer}
 * trains one.
 *
 * <p>Depends on core only; extractors are passed as {@link io.github.stylizer.FeatureExtractor}.
 */
@NullMarked
package io.github.stylizer.fastnet;

import org.jspecify.annotations.NullMarked;
