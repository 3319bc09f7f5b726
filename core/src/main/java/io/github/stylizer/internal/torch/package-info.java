/**
 * PyTorch through DJL: the engine, compiled programs, gradients, and the lifetime of native memory.
 */
package io.github.stylizer.internal.torch;
