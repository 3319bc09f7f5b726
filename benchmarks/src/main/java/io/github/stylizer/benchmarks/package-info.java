/**
 * JMH benchmarks: how long things take, and what they could take at best.
 *
 * <p>May use everything; nothing uses it.
 */
package io.github.stylizer.benchmarks;
