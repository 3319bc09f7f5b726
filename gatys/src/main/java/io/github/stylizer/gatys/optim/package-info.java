/** The optimizers of gatys. */
package io.github.stylizer.gatys.optim;
