/** Downloads the weights of VGG once, resumes after an interruption, and verifies their SHA-256. */
@NullMarked
package io.github.stylizer.vgg.download;

import org.jspecify.annotations.NullMarked;
