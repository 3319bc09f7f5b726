package io.github.stylizer.film;

import java.awt.image.BufferedImage;

/**
 * A frame of a film.
 *
 * @param image of type {@link BufferedImage#TYPE_INT_RGB}
 * @param micros when it is shown, in microseconds from the beginning
 * @param length for how long, in microseconds; 0 if unknown
 */
record TimedFrame(BufferedImage image, long micros, long length) {}
