/** Downloads the weights of VGG once, resumes after an interruption, and verifies their SHA-256. */
package io.github.stylizer.vgg.download;
