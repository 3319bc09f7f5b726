/** The compact VGG as a service for {@code core}, which knows no VGG. */
@NullMarked
package io.github.stylizer.vgg.compact;

import org.jspecify.annotations.NullMarked;
