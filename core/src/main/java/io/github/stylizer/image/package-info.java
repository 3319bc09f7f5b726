/** Reads and writes image files. */
package io.github.stylizer.image;
