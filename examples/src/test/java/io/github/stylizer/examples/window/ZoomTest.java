package io.github.stylizer.examples.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Dimension;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ZoomTest {

  @Property(tries = 300)
  void fitShowsAllOfThePictureInTheMiddle(
      @ForAll @IntRange(min = 10, max = 3000) int viewWidth,
      @ForAll @IntRange(min = 10, max = 3000) int viewHeight,
      @ForAll @IntRange(min = 1, max = 9000) int width,
      @ForAll @IntRange(min = 1, max = 9000) int height) {
    Dimension view = new Dimension(viewWidth, viewHeight);
    Rectangle2D place = Zoom.FIT.place(view, new Dimension(width, height));
    assertThat(place.getCenterX()).isCloseTo(viewWidth / 2.0, within(1e-6));
    assertThat(place.getCenterY()).isCloseTo(viewHeight / 2.0, within(1e-6));
    assertThat(place.getWidth()).isLessThanOrEqualTo(Math.max(viewWidth, width * 1e-3) + 1e-6);
    assertThat(place.getHeight()).isLessThanOrEqualTo(Math.max(viewHeight, height * 1e-3) + 1e-6);
    assertThat(place.getWidth() / place.getHeight())
        .isCloseTo((double) width / height, within(1e-6 * width / height));
  }

  @Property(tries = 300)
  void thereIsNoGapBesideALargerPicture(
      @ForAll @DoubleRange(min = 0.1, max = 8) double factor,
      @ForAll @DoubleRange(min = -1, max = 2) double x,
      @ForAll @DoubleRange(min = -1, max = 2) double y) {
    Dimension view = new Dimension(400, 300);
    Rectangle2D place = new Zoom(factor, x, y).place(view, new Dimension(1000, 900));
    assertCovers(place.getX(), place.getWidth(), 400);
    assertCovers(place.getY(), place.getHeight(), 300);
  }

  private static void assertCovers(double start, double length, double view) {
    if (length >= view) {
      assertThat(start).isLessThanOrEqualTo(1e-6);
      assertThat(start + length).isGreaterThanOrEqualTo(view - 1e-6);
    } else {
      assertThat(start).isCloseTo((view - length) / 2, within(1e-6));
    }
  }

  @Property(tries = 300)
  void whatIsUnderTheMouseStaysThere(
      @ForAll @DoubleRange(min = 0, max = 400) double mouseX,
      @ForAll @DoubleRange(min = 0, max = 300) double mouseY) {
    Dimension view = new Dimension(400, 300);
    Dimension picture = new Dimension(1600, 1200);
    Point2D mouse = new Point2D.Double(mouseX, mouseY);
    Zoom near = Zoom.FIT.to(1, mouse, view, picture);
    Zoom nearer = near.step(true, mouse, view, picture);
    Rectangle2D before = near.place(view, picture);
    Rectangle2D after = nearer.place(view, picture);
    assertThat((mouseX - after.getX()) / after.getWidth())
        .isCloseTo((mouseX - before.getX()) / before.getWidth(), within(1e-6));
    assertThat((mouseY - after.getY()) / after.getHeight())
        .isCloseTo((mouseY - before.getY()) / before.getHeight(), within(1e-6));
    assertThat(nearer.scale(view, picture)).isGreaterThan(near.scale(view, picture));
  }

  @Property(tries = 50)
  void stepsEndAtTheWholePictureAndAtLargePixels(
      @ForAll @DoubleRange(min = 0, max = 400) double x) {
    Dimension view = new Dimension(400, 300);
    Dimension picture = new Dimension(1600, 1200);
    Point2D mouse = new Point2D.Double(x, 100);
    Zoom zoom = Zoom.FIT;
    for (int i = 0; i < 40; i++) {
      zoom = zoom.step(true, mouse, view, picture);
    }
    assertThat(zoom.scale(view, picture)).isEqualTo(8);
    for (int i = 0; i < 40; i++) {
      zoom = zoom.step(false, mouse, view, picture);
    }
    assertThat(zoom).isEqualTo(Zoom.FIT);
  }

  @Property(tries = 100)
  void movingBackHasAnEffectAtOnce(@ForAll @DoubleRange(min = 0, max = 9000) double far) {
    Dimension view = new Dimension(400, 300);
    Dimension picture = new Dimension(1600, 1200);
    Zoom zoom = new Zoom(1, 0.5, 0.5).moved(-far, -far, view, picture);
    Zoom back = zoom.moved(10, 10, view, picture);
    assertThat(back.place(view, picture).getX())
        .isCloseTo(Math.min(0, zoom.place(view, picture).getX() + 10), within(1e-6));
  }
}
