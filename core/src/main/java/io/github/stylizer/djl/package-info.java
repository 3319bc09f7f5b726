/** Styles for DJL's own interfaces, {@code Criteria} and {@code Predictor}, and for djl-serving. */
@NullMarked
package io.github.stylizer.djl;

import org.jspecify.annotations.NullMarked;
