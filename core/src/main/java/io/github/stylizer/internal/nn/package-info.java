/** The transform network: its layers, its weights, and the programs it is compiled into. */
package io.github.stylizer.internal.nn;
