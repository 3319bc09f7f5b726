/**
 * What the trainers of all methods share: the training loop, the optimizer, checkpoints, and
 * metrics.
 */
package io.github.stylizer.internal.train;
