/** Training images: the files of a folder, and batches of crops prepared by background threads. */
@NullMarked
package io.github.stylizer.internal.data;

import org.jspecify.annotations.NullMarked;
