/**
 * {@code stylize serve}: painting over HTTP, and a page for browsers.
 *
 * <p>{@link io.github.stylizer.examples.serve.ServeCommand} starts a {@code StylizeService}, which
 * puts together: {@code Entrance} (who may come in), {@code Routes} (what there is), {@code Form}
 * and {@code PaintOrder} (what is asked for), {@code Painters} (who paints it, and when), {@code
 * Jobs} (what takes longer). All limits are in {@code ServiceLimits}.
 */
@NullMarked
package io.github.stylizer.examples.serve;

import org.jspecify.annotations.NullMarked;
