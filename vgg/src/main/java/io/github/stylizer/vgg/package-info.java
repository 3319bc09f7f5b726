/**
 * VGG-16 and VGG-19 as feature extractors, with weights from wherever they can be had. The only
 * place that downloads anything.
 *
 * <p>May use the rooms of core, and no method.
 */
package io.github.stylizer.vgg;
