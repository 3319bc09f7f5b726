/**
 * Style transfer by optimizing the result itself: Gatys, Ecker and Bethge, <a
 * href="https://arxiv.org/abs/1508.06576">arXiv 1508.06576</a>.
 *
 * <p>Depends on core, and on {@code vgg} for the default extractor, not on other methods.
 */
@NullMarked
package io.github.stylizer.gatys;

import org.jspecify.annotations.NullMarked;
