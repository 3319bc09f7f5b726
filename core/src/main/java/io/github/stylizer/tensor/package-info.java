/** Converts images to and from DJL arrays. */
package io.github.stylizer.tensor;
