/**
 * The {@code stylize} command line.
 *
 * <p>Depends on every module but the benchmarks, and not on {@code programs}; nothing depends on
 * it.
 */
@NullMarked
package io.github.stylizer.examples;

import org.jspecify.annotations.NullMarked;
