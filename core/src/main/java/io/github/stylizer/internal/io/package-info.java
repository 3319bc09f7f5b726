/** Atomically replaced files, and resources in jars. */
package io.github.stylizer.internal.io;
