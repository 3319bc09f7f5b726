/** The choice of a VGG as texts, for the options of the methods that use one. */
package io.github.stylizer.vgg.options;
