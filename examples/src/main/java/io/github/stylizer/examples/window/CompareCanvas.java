package io.github.stylizer.examples.window;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.function.BiFunction;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.accessibility.AccessibleValue;
import javax.swing.JComponent;
import org.jspecify.annotations.Nullable;

/** The photo, the painted picture over it, and the divider between them. */
@SuppressWarnings("serial") // never written
final class CompareCanvas extends JComponent {
  private @Nullable ScaledImage before;
  private @Nullable ScaledImage after;
  private Dimension picture = new Dimension(1, 1);
  private double strength = 1;
  private double divider = 0.5;
  private Zoom zoom = Zoom.FIT;

  CompareCanvas() {
    setFocusable(true);
    setPreferredSize(new Dimension(640, 360));
    setMinimumSize(new Dimension(200, 120));
    getAccessibleContext().setAccessibleName("Picture");
    new CanvasInput(this).install();
    describe();
  }

  /** Shows what is painted so far. Another photo is shown as a whole. */
  void show(Work work) {
    OpenPhoto photo = work.photo();
    if (photo == null) {
      return;
    }
    if (before == null || before.image() != photo.shown()) {
      before = new ScaledImage(photo.shown());
      after = null;
      zoom = Zoom.FIT;
      divider = 0.5;
    }
    picture = photo.paintedSize(work.settings().size());
    strength = work.settings().strength();
    BufferedImage painted = work.painted();
    // While another one is painted, the old one stays.
    if (painted != null && (after == null || after.image() != painted)) {
      after = new ScaledImage(painted);
    }
    describe();
    repaint();
  }

  boolean isPainted() {
    return after != null;
  }

  double divider() {
    return divider;
  }

  /** Moves the divider: 0 shows the painted picture only, 1 the photo only. */
  void setDivider(double share) {
    divider = Math.min(1, Math.max(0, share));
    describe();
    repaint();
  }

  private void describe() {
    long percent = Math.round(divider * 100);
    String text = String.format(Locale.ROOT, "%d %% photo, %d %% painted", percent, 100 - percent);
    getAccessibleContext().setAccessibleDescription(after == null ? "The photo" : text);
  }

  Zoom zoom() {
    return zoom;
  }

  /** Changes what part of the picture is seen, given its size and that of the view. */
  void changeZoom(BiFunction<Zoom, Dimension, Zoom> change) {
    if (before != null) {
      zoom = change.apply(zoom, shownSize());
      repaint();
    }
  }

  /** One step closer or farther around a point. */
  void zoom(boolean closer, Point2D point) {
    changeZoom((now, size) -> now.step(closer, point, getSize(), size));
  }

  /** One step closer or farther around the middle. */
  void zoom(boolean closer) {
    zoom(closer, middle());
  }

  /** The whole picture. */
  void zoomToFit() {
    changeZoom((now, size) -> Zoom.FIT);
  }

  /** A pixel of the screen for each of the picture. */
  void zoomToPixels() {
    changeZoom((now, size) -> now.to(1, middle(), getSize(), size));
  }

  private Point2D middle() {
    return new Point2D.Double(getWidth() / 2.0, getHeight() / 2.0);
  }

  /** The factor in percent: 100 for a pixel of the screen for each of the picture. */
  long percent() {
    return Math.round(zoom.scale(getSize(), shownSize()) * 100);
  }

  /** Where the picture lies in this component. */
  Rectangle2D place() {
    return zoom.place(getSize(), shownSize());
  }

  /** The size at 100 percent, in the units of this component, which may be several pixels each. */
  private Dimension shownSize() {
    double dots =
        getGraphicsConfiguration() == null
            ? 1
            : getGraphicsConfiguration().getDefaultTransform().getScaleX();
    return new Dimension(
        (int) Math.max(1, Math.round(picture.width / dots)),
        (int) Math.max(1, Math.round(picture.height / dots)));
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Theme.color(Theme.SUNKEN));
    g.fillRoundRect(0, 0, getWidth(), getHeight(), 16, 16);
    if (before != null) {
      Rectangle2D place = place();
      g.clip(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 16, 16));
      before.draw(g, place);
      if (after != null) {
        new Divider(g, new Rectangle(getSize()), place, divider)
            .draw(after, strength, isFocusOwner());
      }
    }
    g.dispose();
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext = new AccessibleDivider();
    }
    return accessibleContext;
  }

  /** The divider as a slider, for screen readers. */
  private final class AccessibleDivider extends AccessibleJComponent implements AccessibleValue {

    @Override
    public AccessibleRole getAccessibleRole() {
      return AccessibleRole.SLIDER;
    }

    @Override
    public AccessibleValue getAccessibleValue() {
      return this;
    }

    @Override
    public Number getCurrentAccessibleValue() {
      return Math.toIntExact(Math.round(divider * 100));
    }

    @Override
    public boolean setCurrentAccessibleValue(Number percent) {
      setDivider(percent.doubleValue() / 100);
      return true;
    }

    @Override
    public Number getMinimumAccessibleValue() {
      return 0;
    }

    @Override
    public Number getMaximumAccessibleValue() {
      return 100;
    }
  }
}
