/** JMH benchmarks: how long things take, and what they could take at best. */
package io.github.stylizer.benchmarks;
