/**
 * Neural style transfer for Java applications: the fluent {@link io.github.stylizer.Stylizer} and
 * the interfaces that every method implements.
 *
 * <p>Other packages of this module depend on these interfaces.
 */
package io.github.stylizer;
