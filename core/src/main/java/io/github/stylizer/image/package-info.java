/** Reads and writes image files. */
@NullMarked
package io.github.stylizer.image;

import org.jspecify.annotations.NullMarked;
