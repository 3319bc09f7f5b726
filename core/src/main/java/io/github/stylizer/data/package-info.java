/**
 * Training pictures: the files of a folder, and batches of crops made ahead by other threads.
 *
 * <p>May use {@code image}; arrays are made of its pictures elsewhere.
 */
package io.github.stylizer.data;
