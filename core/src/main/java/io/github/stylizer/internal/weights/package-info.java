/**
 * Weights files: reads and writes safetensors, and reads files from {@code torch.save}. Files are
 * not trusted, and nothing in them is ever run.
 */
@NullMarked
package io.github.stylizer.internal.weights;

import org.jspecify.annotations.NullMarked;
