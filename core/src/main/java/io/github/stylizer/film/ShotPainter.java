package io.github.stylizer.film;

import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.image.SrgbImage;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Paints frames in order, those of a shot by the same statistics. They come from a few frames of
 * the shot's beginning, as far as the look-ahead goes.
 */
final class ShotPainter implements Iterator<BufferedImage>, AutoCloseable {
  private final ShotFrames frames;
  private final Stylizer stylizer;
  private final @Nullable FlowBlend blend;
  private List<BufferedImage> samples = List.of();
  private @Nullable Stylizer shot;
  private boolean perFrame;

  /** The frame before the next one, if that was painted by an earlier run. */
  private @Nullable BufferedImage skipped;

  private Point skippedMoved = new Point();

  /**
   * Creates a painter.
   *
   * @param frames read only as far as the look-ahead
   * @param stylizer the caller closes it
   * @param settings of which the look-ahead is less if frames are large
   * @throws StylizerException if optical flow is asked for and OpenCV is missing
   */
  ShotPainter(Iterator<BufferedImage> frames, Stylizer stylizer, ShotSettings settings) {
    this.frames = new ShotFrames(frames, settings);
    this.stylizer = stylizer;
    this.blend = settings.opticalFlow() ? new FlowBlend(OpticalFlow.open()) : null;
  }

  @Override
  public boolean hasNext() {
    return frames.hasNext();
  }

  @Override
  public BufferedImage next() {
    BufferedImage frame = take();
    if (blend == null) {
      return painted(painter(), frame, frames.moved());
    }
    if (skipped != null) {
      blend.next(skipped, painted(painter(), skipped, skippedMoved));
      skipped = null;
    }
    return blend.next(frame, painted(painter(), frame, frames.moved()));
  }

  /**
   * Paints a frame.
   *
   * @param moved how far the camera has moved since the beginning of the shot
   */
  static BufferedImage painted(Stylizer painter, BufferedImage frame, Point moved) {
    // Frames have 8 bits per channel, also those of a stylizer that paints with 16.
    return SrgbImage.of(painter.origin(-moved.x, -moved.y).apply(frame));
  }

  /** Passes over the next frame, which has been painted before. */
  void skip() {
    BufferedImage frame = take();
    if (blend != null) {
      skipped = frame;
      skippedMoved = frames.moved();
    }
  }

  private BufferedImage take() {
    BufferedImage frame = frames.next();
    if (!frames.samples().isEmpty()) {
      closeShot();
      skipped = null;
      if (blend != null) {
        blend.reset();
      }
      samples = frames.samples();
    }
    return frame;
  }

  private Stylizer painter() {
    if (perFrame) {
      return stylizer;
    }
    if (shot == null) {
      try {
        shot = stylizer.withStatisticsOf(samples);
      } catch (IllegalStateException e) {
        // A method without statistics; a closed stylizer says so again.
        perFrame = true;
        return stylizer;
      } finally {
        samples = List.of();
      }
    }
    return shot;
  }

  private void closeShot() {
    if (shot != null) {
      shot.close();
      shot = null;
    }
  }

  @Override
  public void close() {
    closeShot();
    if (blend != null) {
      blend.close();
    }
    samples = List.of();
  }
}
