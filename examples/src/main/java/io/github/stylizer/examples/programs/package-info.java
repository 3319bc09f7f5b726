/**
 * Small complete programs to read and copy: each is a single file, except for the HTTP service.
 *
 * <p>Depends on the public API of the library, and not on the command line.
 */
@NullMarked
package io.github.stylizer.examples.programs;

import org.jspecify.annotations.NullMarked;
