package io.github.stylizer.internal.image;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the movement of a camera over successive frames: one shift for the whole frame, of what
 * most of it shows. It is found from coarse to fine by absolute differences, of which large ones
 * count alike, so that what moves on its own has little say.
 *
 * <p>Not safe for concurrent use.
 */
public final class CameraMotion {
  private static final int LONGEST_SIDE = 512;
  private static final int COARSEST_SIDE = 64;
  private static final int SHORTEST_SIDE = 8;

  /** In pixels of the coarsest plane, which is a tenth of it, and of the finer ones. */
  private static final int COARSE_REACH = 6;

  private static final int FINE_REACH = 2;

  /** From how many pixels on the followed position changes: it must not go back and forth. */
  private static final double HOLD = 0.75;

  // What a movement must gain, since noise and edges of one direction fit any: this share of the
  // difference for each pixel, and of the noise that every frame has, in levels.
  private static final double LEAST_GAIN = 0.04;
  private static final double NOISE = 0.5;

  private List<LumaPlane> before = List.of();
  private int width;
  private int height;
  private double x;
  private double y;
  private Point held = new Point();

  /** Begins anew with the next frame, at a cut. */
  public void reset() {
    before = List.of();
    x = 0;
    y = 0;
    held = new Point();
  }

  /**
   * Follows the camera to the next frame. One of another size begins anew.
   *
   * @param frame any image; not modified
   * @return how far the camera has moved since the first frame, to the right and down, in whole
   *     pixels; what was at (x, y) is now that much further to the left and up
   */
  public Point next(BufferedImage frame) {
    if (frame.getWidth() != width || frame.getHeight() != height) {
      reset();
    }
    width = frame.getWidth();
    height = frame.getHeight();
    int factor = Math.max(1, (Math.max(width, height) + LONGEST_SIDE - 1) / LONGEST_SIDE);
    List<LumaPlane> planes = planes(LumaPlane.of(frame, factor));
    if (!before.isEmpty()) {
      LumaPlane.Shift moved = moved(before, planes);
      x += factor * moved.x();
      y += factor * moved.y();
      held = new Point(held(held.x, x), held(held.y, y));
    }
    before = planes;
    return new Point(held);
  }

  private static int held(int position, double at) {
    return Math.abs(at - position) > HOLD ? (int) Math.round(at) : position;
  }

  /** A frame and smaller versions of it, each half as large; none if it is too small to follow. */
  private static List<LumaPlane> planes(LumaPlane largest) {
    List<LumaPlane> planes = new ArrayList<>();
    LumaPlane plane = largest;
    while (plane.shorterSide() >= SHORTEST_SIDE) {
      planes.add(plane);
      if (plane.longerSide() <= COARSEST_SIDE) {
        break;
      }
      plane = plane.halved();
    }
    return planes;
  }

  private static LumaPlane.Shift moved(List<LumaPlane> before, List<LumaPlane> now) {
    int x = 0;
    int y = 0;
    for (int level = now.size() - 1; level >= 0; level--) {
      int reach = level == now.size() - 1 ? COARSE_REACH : FINE_REACH;
      Point best = best(before.get(level), now.get(level), 2 * x, 2 * y, reach);
      x = best.x;
      y = best.y;
    }
    LumaPlane first = before.get(0);
    LumaPlane last = now.get(0);
    double still = cost(first, last, 0, 0, 0);
    boolean isStill = cost(first, last, x, y, 1) >= still;
    return isStill ? first.refined(last, 0, 0) : first.refined(last, x, y);
  }

  /** The whole shift around another one by which two planes differ least. */
  private static Point best(LumaPlane before, LumaPlane now, int x, int y, int reach) {
    Point best = new Point(x, y);
    double least = Double.POSITIVE_INFINITY;
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        double cost = cost(before, now, x + dx, y + dy, Math.abs(dx) + Math.abs(dy));
        if (cost < least) {
          least = cost;
          best = new Point(x + dx, y + dy);
        }
      }
    }
    return best;
  }

  private static double cost(LumaPlane before, LumaPlane now, int x, int y, int distance) {
    return (NOISE + before.difference(now, x, y)) * (1 + LEAST_GAIN * distance);
  }
}
