/** Files that are replaced atomically, and resources of jars. */
package io.github.stylizer.internal.io;
