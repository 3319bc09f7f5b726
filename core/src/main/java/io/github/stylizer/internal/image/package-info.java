/** Operations on decoded images: resizing, cropping, mixing, color transfer. */
@NullMarked
package io.github.stylizer.internal.image;

import org.jspecify.annotations.NullMarked;
