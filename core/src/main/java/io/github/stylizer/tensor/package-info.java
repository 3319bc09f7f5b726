/** Arrays: the engine that computes them, and the way between them and pictures. */
package io.github.stylizer.tensor;
