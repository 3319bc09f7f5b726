package io.github.stylizer.examples.window;

import java.awt.Cursor;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.geom.Rectangle2D;
import javax.swing.JComponent;

/** Mouse and keys of the picture: the divider, the zoom, and what part is seen. */
final class CanvasInput extends MouseAdapter implements FocusListener {
  private static final int NEAR = 20;
  private static final double SMALL_STEP = 0.02;
  private static final double LARGE_STEP = 0.1;

  private final CompareCanvas canvas;
  private boolean dividing;
  private int lastX;
  private int lastY;

  CanvasInput(CompareCanvas canvas) {
    this.canvas = canvas;
  }

  void install() {
    canvas.addMouseListener(this);
    canvas.addMouseMotionListener(this);
    canvas.addMouseWheelListener(this);
    canvas.addFocusListener(this);
    divide("LEFT", -SMALL_STEP);
    divide("RIGHT", SMALL_STEP);
    divide("shift LEFT", -LARGE_STEP);
    divide("shift RIGHT", LARGE_STEP);
    divide("HOME", -1);
    divide("END", 1);
    move("ctrl LEFT", 60, 0);
    move("ctrl RIGHT", -60, 0);
    move("UP", 0, 60);
    move("DOWN", 0, -60);
  }

  private void divide(String key, double step) {
    bind(key, () -> canvas.setDivider(canvas.divider() + step));
  }

  private void move(String key, int right, int down) {
    bind(key, () -> move(right, down));
  }

  private void move(double right, double down) {
    canvas.changeZoom((now, size) -> now.moved(right, down, canvas.getSize(), size));
  }

  private void bind(String key, Runnable action) {
    KeyBinding.bind(canvas, JComponent.WHEN_FOCUSED, key, action);
  }

  private double dividerX() {
    Rectangle2D place = canvas.place();
    return place.getX() + place.getWidth() * canvas.divider();
  }

  private boolean isNearDivider(MouseEvent event) {
    return canvas.isPainted() && Math.abs(event.getX() - dividerX()) <= NEAR;
  }

  private void divideAt(MouseEvent event) {
    Rectangle2D place = canvas.place();
    canvas.setDivider((event.getX() - place.getX()) / place.getWidth());
  }

  @Override
  public void mousePressed(MouseEvent event) {
    canvas.requestFocusInWindow();
    lastX = event.getX();
    lastY = event.getY();
    // Of a picture that is seen as a whole there is nothing to move: the divider comes to the
    // mouse.
    dividing = isNearDivider(event) || (canvas.isPainted() && canvas.zoom().isFit());
    if (dividing) {
      divideAt(event);
    }
  }

  @Override
  public void mouseDragged(MouseEvent event) {
    if (dividing) {
      divideAt(event);
    } else {
      move(event.getX() - lastX, event.getY() - lastY);
    }
    lastX = event.getX();
    lastY = event.getY();
  }

  @Override
  public void mouseMoved(MouseEvent event) {
    int cursor =
        isNearDivider(event)
            ? Cursor.E_RESIZE_CURSOR
            : canvas.zoom().isFit() ? Cursor.DEFAULT_CURSOR : Cursor.MOVE_CURSOR;
    canvas.setCursor(Cursor.getPredefinedCursor(cursor));
  }

  @Override
  public void mouseClicked(MouseEvent event) {
    if (event.getClickCount() == 2) {
      if (canvas.zoom().isFit()) {
        canvas.changeZoom((now, size) -> now.to(1, event.getPoint(), canvas.getSize(), size));
      } else {
        canvas.zoomToFit();
      }
    }
  }

  @Override
  public void mouseWheelMoved(MouseWheelEvent event) {
    if (event.getWheelRotation() != 0) {
      canvas.zoom(event.getWheelRotation() < 0, event.getPoint());
    }
  }

  @Override
  public void focusGained(FocusEvent event) {
    canvas.repaint();
  }

  @Override
  public void focusLost(FocusEvent event) {
    canvas.repaint();
  }
}
