/** Optimizers that trainings and methods share. */
@NullMarked
package io.github.stylizer.internal.optim;

import org.jspecify.annotations.NullMarked;
