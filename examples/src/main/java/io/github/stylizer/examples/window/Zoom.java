package io.github.stylizer.examples.window;

import java.awt.Dimension;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/**
 * Where a picture lies in a view. Immutable.
 *
 * @param factor pixels of the view for a pixel of the picture; 0 fits all of it into the view
 * @param x what is in the middle of the view, from 0, the left edge of the picture, to 1
 * @param y the same from top to bottom
 */
record Zoom(double factor, double x, double y) {
  static final Zoom FIT = new Zoom(0, 0.5, 0.5);

  private static final double STEP = 1.25;
  private static final double MOST = 8;
  private static final double MOST_FIT = 4;

  boolean isFit() {
    return factor == 0;
  }

  /** The factor that is in effect. A small picture is enlarged to some degree. */
  double scale(Dimension view, Dimension picture) {
    return isFit() ? fit(view, picture) : factor;
  }

  private static double fit(Dimension view, Dimension picture) {
    double fits =
        Math.min(view.getWidth() / picture.getWidth(), view.getHeight() / picture.getHeight());
    return Math.min(Math.max(fits, 1e-3), MOST_FIT);
  }

  /** Where the picture lies. It is in the middle as far as it is smaller than the view. */
  Rectangle2D place(Dimension view, Dimension picture) {
    double scale = scale(view, picture);
    double width = picture.getWidth() * scale;
    double height = picture.getHeight() * scale;
    return new Rectangle2D.Double(
        start(view.getWidth(), width, x), start(view.getHeight(), height, y), width, height);
  }

  private static double start(double view, double length, double middle) {
    if (length <= view) {
      return (view - length) / 2;
    }
    return Math.min(0, Math.max(view - length, view / 2 - middle * length));
  }

  /** One step closer, or farther, where the point of the picture under the mouse stays. */
  Zoom step(boolean closer, Point2D mouse, Dimension view, Dimension picture) {
    double before = scale(view, picture);
    double after = before * (closer ? STEP : 1 / STEP);
    double fit = fit(view, picture);
    if (!closer && after <= fit) {
      return FIT;
    }
    return to(Math.min(after, Math.max(MOST, fit)), mouse, view, picture);
  }

  /** Another factor, where the point of the picture under the mouse stays. */
  Zoom to(double other, Point2D mouse, Dimension view, Dimension picture) {
    Rectangle2D place = place(view, picture);
    double pointX = (mouse.getX() - place.getX()) / place.getWidth();
    double pointY = (mouse.getY() - place.getY()) / place.getHeight();
    double middleX = pointX + (view.getWidth() / 2 - mouse.getX()) / (picture.getWidth() * other);
    double middleY = pointY + (view.getHeight() / 2 - mouse.getY()) / (picture.getHeight() * other);
    return new Zoom(other, middleX, middleY).inside(view, picture);
  }

  /** Moves the picture by so many pixels of the view. */
  Zoom moved(double right, double down, Dimension view, Dimension picture) {
    Rectangle2D place = place(view, picture);
    return new Zoom(factor, x - right / place.getWidth(), y - down / place.getHeight())
        .inside(view, picture);
  }

  /** So that moving back shows an effect at once. */
  private Zoom inside(Dimension view, Dimension picture) {
    Rectangle2D place = place(view, picture);
    return new Zoom(
        factor,
        (view.getWidth() / 2 - place.getX()) / place.getWidth(),
        (view.getHeight() / 2 - place.getY()) / place.getHeight());
  }
}
