/** Files that are replaced whole or not at all. */
package io.github.stylizer.file;
