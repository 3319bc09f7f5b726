/**
 * Style transfer by optimizing the picture itself: Gatys, Ecker and Bethge, <a
 * href="https://arxiv.org/abs/1508.06576">arXiv 1508.06576</a>.
 *
 * <p>May use the rooms of core, and {@code vgg} for the default extractor; other methods are
 * unknown here.
 */
package io.github.stylizer.gatys;
