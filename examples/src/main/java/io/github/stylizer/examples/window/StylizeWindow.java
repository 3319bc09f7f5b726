package io.github.stylizer.examples.window;

import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
import javax.swing.WindowConstants;

/** The window around its content. For the event thread. */
final class StylizeWindow {
  private static final Dimension PREFERRED = new Dimension(1280, 800);
  private static final Dimension LEAST = new Dimension(820, 560);

  private final JFrame frame = new JFrame("Stylizer");
  private final WindowContent content;

  /**
   * Makes a window that is not yet seen.
   *
   * @param closed called when it is closed
   */
  StylizeWindow(WindowContent content, Runnable closed) {
    this.content = content;
    frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    frame.setContentPane(content.component());
    frame.setJMenuBar(new Menus(content, this::close).bar());
    frame.setIconImages(icons());
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent event) {
            close();
          }

          @Override
          public void windowClosed(WindowEvent event) {
            closed.run();
          }
        });
    Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    frame.setMinimumSize(
        new Dimension(Math.min(LEAST.width, screen.width), Math.min(LEAST.height, screen.height)));
    frame.setSize(
        Math.min(PREFERRED.width, screen.width), Math.min(PREFERRED.height, screen.height));
    frame.setLocationRelativeTo(null);
  }

  private static List<Image> icons() {
    return List.of(AppIcon.of(16), AppIcon.of(32), AppIcon.of(64), AppIcon.of(128));
  }

  JFrame frame() {
    return frame;
  }

  WindowContent content() {
    return content;
  }

  /** Shows it, and opens photos or what was shown last. */
  void open(List<Path> photos) {
    frame.setVisible(true);
    content.start(photos);
  }

  /** Closes it, after a question if files are still being painted. */
  void close() {
    if (content.studio().queue().isUnfinished()) {
      int answer =
          JOptionPane.showConfirmDialog(
              frame,
              "Files of the queue are still being painted. Cancel them and close?",
              "Stylizer",
              JOptionPane.OK_CANCEL_OPTION);
      if (answer != JOptionPane.OK_OPTION) {
        return;
      }
    }
    frame.dispose();
  }
}
