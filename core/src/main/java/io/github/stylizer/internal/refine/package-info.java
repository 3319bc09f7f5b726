/** Optimization of a picture over its Laplacian pyramid. */
@NullMarked
package io.github.stylizer.internal.refine;

import org.jspecify.annotations.NullMarked;
