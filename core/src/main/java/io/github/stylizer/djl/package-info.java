/** Styles for DJL's own interfaces, {@code Criteria} and {@code Predictor}, and for djl-serving. */
package io.github.stylizer.djl;
