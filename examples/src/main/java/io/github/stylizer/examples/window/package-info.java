/**
 * {@code stylize window}: a thin skin over {@link io.github.stylizer.Stylizer} for people who write
 * no Java.
 *
 * <p>{@link io.github.stylizer.examples.window.WindowCommand} opens a {@code StylizeWindow} around
 * a {@code WindowContent}, whose views show what {@code Studio} says. {@code Studio} knows the
 * photo, the style and the settings ({@code Work}), paints previews ({@code LatestTask}: a later
 * request cancels the one before) and orders files ({@code PaintQueue}). {@code Session} keeps it
 * all until the next start.
 *
 * <p>Swing's rule holds: everything but reading, painting and writing happens on the event thread.
 */
@NullMarked
package io.github.stylizer.examples.window;

import org.jspecify.annotations.NullMarked;
