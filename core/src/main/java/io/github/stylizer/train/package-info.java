/** Settings that every trainer has. */
package io.github.stylizer.train;
