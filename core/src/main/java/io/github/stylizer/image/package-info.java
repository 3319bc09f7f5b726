/** Pictures: read, turn upright, resize, crop and write them. */
package io.github.stylizer.image;
