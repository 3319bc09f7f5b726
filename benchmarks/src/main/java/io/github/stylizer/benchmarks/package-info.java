/**
 * Measurements: how long things take, how long they would take at best, and the quality of results.
 *
 * <p>Depends on everything; nothing depends on it.
 */
// JMH and picocli set most fields.
@NullUnmarked
package io.github.stylizer.benchmarks;

import org.jspecify.annotations.NullUnmarked;
