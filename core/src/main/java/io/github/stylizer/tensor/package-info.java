/**
 * Arrays: the engine that computes them, their gradients, and the way between them and pictures.
 *
 * <p>May use {@code image}.
 */
package io.github.stylizer.tensor;
