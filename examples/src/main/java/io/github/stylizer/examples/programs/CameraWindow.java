package io.github.stylizer.examples.programs;

import io.github.stylizer.Stylizer;
import io.github.stylizer.live.LiveStylizer;
import io.github.stylizer.live.PaintedFrame;
import java.awt.GridLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.swing.ImageIcon;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;

/** Shows what a camera sees and, beside it, what is painted of that. */
public final class CameraWindow {
  final JLabel camera = new JLabel("", JLabel.CENTER);
  final JLabel painted = new JLabel("", JLabel.CENTER);
  final JPanel panel = new JPanel(new GridLayout(1, 2));

  CameraWindow() {
    panel.add(camera);
    panel.add(painted);
  }

  /** Paints frames until there are no more; not for the event thread. */
  void play(LiveFrames frames, Stylizer style) throws IOException, InterruptedException {
    try (LiveStylizer live = LiveStylizer.of(style, this::show)) {
      for (var frame = frames.next(); frame != null; frame = frames.next()) {
        live.submit(frame);
        double rate = live.framesPerSecond();
        String title = String.format(Locale.ROOT, "%.1f fps, %d dropped", rate, live.dropped());
        SwingUtilities.invokeLater(() -> setTitle(title));
      }
    }
  }

  private void show(PaintedFrame frame) {
    SwingUtilities.invokeLater(
        () -> {
          camera.setIcon(new ImageIcon(frame.frame()));
          painted.setIcon(new ImageIcon(frame.painted()));
        });
  }

  private void setTitle(String title) {
    if (SwingUtilities.getWindowAncestor(panel) instanceof JFrame window) {
      window.setTitle(title);
    }
  }

  /**
   * Opens the window.
   *
   * @param args the number of a camera, such as 0, a film or a folder of pictures; and a painting
   * @throws IOException if a frame cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: CameraWindow SOURCE PAINTING");
    }
    try (LiveFrames frames = LiveFrames.open(args[0]);
        Stylizer style = Stylizer.style(Path.of(args[1])).maxSize(640).prepare()) {
      CameraWindow camera = new CameraWindow();
      SwingUtilities.invokeLater(() -> open(camera));
      camera.play(frames, style);
    }
  }

  private static void open(CameraWindow camera) {
    JFrame window = new JFrame("Camera");
    window.setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
    window.add(camera.panel);
    window.setSize(1300, 520);
    window.setVisible(true);
  }
}
