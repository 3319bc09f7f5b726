package io.github.stylizer.examples.window;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/** The hands and eyes of a user: mouse, keys, pictures of the screen. */
final class Screen {
  private static final long MOST_MILLISECONDS = 120_000;

  private final Robot robot;
  private final StylizeWindow window;

  Screen(StylizeWindow window) throws AWTException {
    this.window = window;
    robot = new Robot();
    robot.setAutoDelay(30);
  }

  static <T> T onEventThread(Callable<T> task) throws Exception {
    FutureTask<T> result = new FutureTask<>(task);
    SwingUtilities.invokeAndWait(result);
    return result.get();
  }

  static void run(Runnable task) throws Exception {
    SwingUtilities.invokeAndWait(task);
  }

  /** Waits until something can be seen. */
  static void await(String what, BooleanSupplier condition) throws Exception {
    long end = System.currentTimeMillis() + MOST_MILLISECONDS;
    while (!onEventThread(condition::getAsBoolean)) {
      if (System.currentTimeMillis() > end) {
        throw new AssertionError("in vain awaited: " + what);
      }
      Thread.sleep(20);
    }
  }

  /** A real click, in the middle of a component. */
  void click(Component component) throws Exception {
    Point at =
        onEventThread(
            () -> {
              Point corner = component.getLocationOnScreen();
              corner.translate(component.getWidth() / 2, component.getHeight() / 2);
              return corner;
            });
    robot.mouseMove(at.x, at.y);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    robot.waitForIdle();
  }

  /** A real drag, by so many pixels. */
  void drag(Component component, Point from, int right) throws Exception {
    Point corner = onEventThread(component::getLocationOnScreen);
    robot.mouseMove(corner.x + from.x, corner.y + from.y);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    for (int i = 1; i <= 10; i++) {
      robot.mouseMove(corner.x + from.x + right * i / 10, corner.y + from.y);
    }
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    robot.waitForIdle();
  }

  /** A key, as if the component had the focus, which none has without a window manager. */
  static void press(JComponent component, String key) throws Exception {
    KeyStroke stroke = KeyStroke.getKeyStroke(key);
    run(
        () -> {
          Object name = component.getInputMap(JComponent.WHEN_FOCUSED).get(stroke);
          if (name == null) {
            name = component.getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).get(stroke);
          }
          component
              .getActionMap()
              .get(name)
              .actionPerformed(new ActionEvent(component, ActionEvent.ACTION_PERFORMED, key));
        });
  }

  /** Writes what the window looks like. */
  void picture(Path file) throws Exception {
    robot.waitForIdle();
    Thread.sleep(200);
    Rectangle bounds = onEventThread(() -> window.frame().getBounds());
    write(file, bounds);
  }

  private void write(Path file, Rectangle bounds) throws IOException {
    var variants = robot.createMultiResolutionScreenCapture(bounds).getResolutionVariants();
    var image = variants.get(variants.size() - 1);
    File to = file.toFile();
    if (!ImageIO.write((java.awt.image.RenderedImage) image, "png", to)) {
      throw new IOException(to + " is not written");
    }
  }
}
