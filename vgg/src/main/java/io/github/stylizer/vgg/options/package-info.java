/** Text options that choose a VGG, shared by the methods that use one. */
@NullMarked
package io.github.stylizer.vgg.options;

import org.jspecify.annotations.NullMarked;
