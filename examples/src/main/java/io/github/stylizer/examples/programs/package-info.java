/**
 * Small complete programs to read and to copy from: each is one file and needs no other, but for
 * the HTTP service.
 *
 * <p>May use what an application may use, the public types of the library, and nothing of the
 * command line.
 */
package io.github.stylizer.examples.programs;
