/**
 * Weight files: reads and writes safetensors, and reads files of {@code torch.save}. Nothing in a
 * file is trusted, and nothing in a file is ever run.
 */
package io.github.stylizer.internal.weights;
