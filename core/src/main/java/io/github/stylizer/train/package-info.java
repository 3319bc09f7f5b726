/**
 * What the trainers of all methods share: the training loop, the optimiser, checkpoints, and what
 * is written about a run.
 *
 * <p>The uppermost room of core. May use {@code data}, {@code loss}, {@code nn}, {@code weights},
 * {@code tensor}, {@code image} and {@code file}.
 */
package io.github.stylizer.train;
