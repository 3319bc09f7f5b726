/**
 * Measurements: how long things take, how long they would take at best, and the quality of results.
 *
 * <p>Depends on everything; nothing depends on it.
 */
package io.github.stylizer.benchmarks;
