package io.github.stylizer.live;

import java.awt.image.BufferedImage;

/**
 * A frame and what was painted from it.
 *
 * @param number that {@link LiveStylizer#submit} returned: 0 for the first frame. Numbers increase,
 *     and those of dropped frames are missing
 * @param submitted {@link System#nanoTime()} when the frame was submitted
 * @param frame the frame that was painted, of type {@link BufferedImage#TYPE_INT_RGB}: a copy
 * @param painted the picture, of type {@link BufferedImage#TYPE_INT_RGB}
 */
public record PaintedFrame(
    long number, long submitted, BufferedImage frame, BufferedImage painted) {}
