/**
 * Neural style transfer for Java applications: the fluent {@link io.github.stylizer.Stylizer} and
 * the interfaces that every method implements.
 *
 * <p>Other packages of this module depend on these interfaces.
 */
@NullMarked
package io.github.stylizer;

import org.jspecify.annotations.NullMarked;
