/** The transform network: its layers, its weights, and the programs it is compiled into. */
@NullMarked
package io.github.stylizer.internal.nn;

import org.jspecify.annotations.NullMarked;
