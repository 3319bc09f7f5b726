/** Graphs in the format ONNX. */
@NullMarked
package io.github.stylizer.internal.onnx;

import org.jspecify.annotations.NullMarked;
