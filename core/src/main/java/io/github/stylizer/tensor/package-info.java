/** Converts images to and from DJL arrays. */
@NullMarked
package io.github.stylizer.tensor;

import org.jspecify.annotations.NullMarked;
