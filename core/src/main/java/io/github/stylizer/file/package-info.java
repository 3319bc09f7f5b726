/**
 * Files that are replaced whole or not at all, and files that lie in jars.
 *
 * <p>The lowest room of core: it uses no other.
 */
package io.github.stylizer.file;
