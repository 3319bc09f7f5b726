/** Atomically replaced files, and resources in jars. */
@NullMarked
package io.github.stylizer.internal.io;

import org.jspecify.annotations.NullMarked;
