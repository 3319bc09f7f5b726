/** Text options that choose a VGG, shared by the methods that use one. */
package io.github.stylizer.vgg.options;
