package io.github.stylizer.benchmarks;

/**
 * How long a benchmark is repeated.
 *
 * @param warmUps iterations that are thrown away, at least 0
 * @param iterations iterations that count, at least 1
 * @param seconds how long an iteration lasts; a benchmark that is timed as a single shot runs once
 *     in each iteration instead
 */
record Effort(int warmUps, int iterations, int seconds) {}
