/** Operations on decoded images: resizing, cropping, mixing, color transfer. */
package io.github.stylizer.internal.image;
