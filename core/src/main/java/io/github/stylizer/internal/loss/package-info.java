/**
 * The losses of perceptual style transfer as functions on arrays, with and without a recorded
 * graph.
 */
package io.github.stylizer.internal.loss;
