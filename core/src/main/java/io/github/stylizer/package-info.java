/**
 * Neural style transfer that a Java application can embed: the fluent {@link
 * io.github.stylizer.Stylizer} and the interfaces that every method implements.
 */
package io.github.stylizer;
