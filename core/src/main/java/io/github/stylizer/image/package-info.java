/**
 * Pictures: read, turn upright, resize, crop, mix, recolour and write them. No arrays here.
 *
 * <p>May use {@code file}.
 */
package io.github.stylizer.image;
