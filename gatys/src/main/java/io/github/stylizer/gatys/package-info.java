/**
 * Style transfer by optimising the picture itself: Gatys, Ecker and Bethge, <a
 * href="https://arxiv.org/abs/1508.06576">arXiv 1508.06576</a>.
 */
package io.github.stylizer.gatys;
