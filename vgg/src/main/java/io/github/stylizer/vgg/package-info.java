/**
 * VGG-16 and VGG-19 as feature extractors, and where their weights come from. The only module that
 * downloads anything.
 *
 * <p>Depends on core, and on no method.
 */
@NullMarked
package io.github.stylizer.vgg;

import org.jspecify.annotations.NullMarked;
