/**
 * The {@code stylize} command line.
 *
 * <p>May use every module but the benchmarks, and not the {@code programs}; nothing uses it.
 */
package io.github.stylizer.examples;
