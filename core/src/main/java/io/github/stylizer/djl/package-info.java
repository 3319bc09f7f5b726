/**
 * Styles for applications that work with DJL's own interfaces, {@code Criteria} and {@code
 * Predictor}, and for djl-serving.
 *
 * <p>No other room of core knows this one. May use {@code tensor}.
 */
package io.github.stylizer.djl;
