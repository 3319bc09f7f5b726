/**
 * PyTorch through DJL: the engine, compiled programs, gradients, and the lifetime of native memory.
 */
@NullMarked
package io.github.stylizer.internal.torch;

import org.jspecify.annotations.NullMarked;
