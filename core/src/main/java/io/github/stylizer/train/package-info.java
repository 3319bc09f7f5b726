/** Settings common to all trainers. */
@NullMarked
package io.github.stylizer.train;

import org.jspecify.annotations.NullMarked;
