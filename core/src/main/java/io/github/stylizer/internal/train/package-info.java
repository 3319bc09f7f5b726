/**
 * What the trainers of all methods share: the training loop, the optimizer, checkpoints, and
 * metrics.
 */
@NullMarked
package io.github.stylizer.internal.train;

import org.jspecify.annotations.NullMarked;
