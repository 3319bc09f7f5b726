/**
 * Files of weights: safetensors to read and write, and the files of {@code torch.save} to read.
 * Nothing in a file is trusted and nothing in a file is ever run.
 *
 * <p>May use {@code file}.
 */
package io.github.stylizer.weights;
