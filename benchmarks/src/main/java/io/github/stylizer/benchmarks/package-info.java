/**
 * Measurements: how long things take, what they could take at best, and how good pictures are.
 *
 * <p>May use everything; nothing uses it.
 */
package io.github.stylizer.benchmarks;
