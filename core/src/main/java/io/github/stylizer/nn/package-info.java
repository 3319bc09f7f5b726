/**
 * What networks are made of: the transform network as a description, its weights, and the programs
 * that it is compiled into.
 *
 * <p>May use {@code weights}, {@code tensor} and {@code file}.
 */
package io.github.stylizer.nn;
