/**
 * Neural style transfer that a Java application can embed: the fluent {@link
 * io.github.stylizer.Stylizer} and the interfaces that every method implements.
 *
 * <p>The other rooms of core know these interfaces. May use {@code image} and {@code tensor}.
 */
package io.github.stylizer;
