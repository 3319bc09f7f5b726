/** The optimizers that gatys changes the picture with. */
package io.github.stylizer.gatys.optim;
