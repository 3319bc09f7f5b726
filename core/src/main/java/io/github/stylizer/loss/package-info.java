/** The losses of perceptual style transfer, as functions on arrays. */
package io.github.stylizer.loss;
