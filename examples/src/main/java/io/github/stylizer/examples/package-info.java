/** The {@code stylize} command line. */
package io.github.stylizer.examples;
