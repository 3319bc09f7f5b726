/**
 * The losses of perceptual style transfer as functions on arrays, with and without a recorded
 * graph.
 */
@NullMarked
package io.github.stylizer.internal.loss;

import org.jspecify.annotations.NullMarked;
