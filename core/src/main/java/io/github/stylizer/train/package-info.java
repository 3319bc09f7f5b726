/** Settings common to all trainers. */
package io.github.stylizer.train;
