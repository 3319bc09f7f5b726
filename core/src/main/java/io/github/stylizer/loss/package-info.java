/**
 * The losses of perceptual style transfer, as functions on arrays, with and without a recorded
 * graph.
 *
 * <p>May use {@code nn}, for compiled programs, and {@code tensor}.
 */
package io.github.stylizer.loss;
