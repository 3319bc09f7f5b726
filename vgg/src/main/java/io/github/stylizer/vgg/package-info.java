/**
 * VGG-16, VGG-19 and a compact VGG as feature extractors, where the weights of the former come
 * from, and the training of the latter. The only module that downloads anything.
 *
 * <p>Depends on core, and on no method.
 */
@NullMarked
package io.github.stylizer.vgg;

import org.jspecify.annotations.NullMarked;
