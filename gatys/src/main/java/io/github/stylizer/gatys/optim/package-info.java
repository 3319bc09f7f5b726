/** The optimizers of gatys. */
@NullMarked
package io.github.stylizer.gatys.optim;

import org.jspecify.annotations.NullMarked;
