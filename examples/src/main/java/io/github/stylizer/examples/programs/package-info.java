/** Small complete programs to read and to copy from: each is one file and needs no other. */
package io.github.stylizer.examples.programs;
