/** VGG-16 and VGG-19 as feature extractors, with weights from wherever they can be had. */
package io.github.stylizer.vgg;
