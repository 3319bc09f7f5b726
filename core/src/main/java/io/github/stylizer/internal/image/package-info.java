/** Operations on decoded images: resize, crop, mix, and change colors. */
package io.github.stylizer.internal.image;
