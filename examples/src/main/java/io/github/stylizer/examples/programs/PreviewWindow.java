package io.github.stylizer.examples.programs;

import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.image.ImageBlend;
import io.github.stylizer.internal.image.ImageResize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import javax.swing.ImageIcon;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.JSplitPane;
import javax.swing.SwingUtilities;
import javax.swing.SwingWorker;

/** Shows a photo, paints it in the background, and has a slider for how strong the style is. */
public final class PreviewWindow extends SwingWorker<BufferedImage, Void> {
  final JLabel picture = new JLabel();
  final JSlider strength = new JSlider(0, 100, 100);
  private final BufferedImage photo;
  private final Stylizer stylizer;
  private BufferedImage painted; // the photo until there is more; for the event thread only

  PreviewWindow(BufferedImage photo, Stylizer stylizer) {
    this.photo = photo;
    this.stylizer = stylizer;
    painted = photo;
    // Stylizer.strength(s) computes the same mixture: painting once is enough for all positions.
    strength.addChangeListener(moved -> show());
    show();
    execute();
  }

  private void show() {
    picture.setIcon(new ImageIcon(ImageBlend.mix(photo, painted, strength.getValue() / 100.0)));
  }

  @Override // in a background thread, so that the window stays responsive
  protected BufferedImage doInBackground() {
    return stylizer.apply(photo);
  }

  @Override // in the event thread again
  protected void done() {
    try {
      painted = get();
      show();
    } catch (ExecutionException | InterruptedException e) {
      picture.setText(e.getMessage());
    }
  }

  /**
   * Opens the window.
   *
   * @param args the photo and the painting
   * @throws IOException if the photo cannot be read
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: PreviewWindow PHOTO PAINTING");
    }
    var photo = ImageResize.longerSide(ImageDecoder.standard().read(Path.of(args[0])), 900);
    Stylizer stylizer = Stylizer.style(Path.of(args[1])); // until the program ends
    SwingUtilities.invokeLater(() -> open(new PreviewWindow(photo, stylizer)));
  }

  private static void open(PreviewWindow preview) {
    JFrame frame = new JFrame("Preview");
    frame.setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
    frame.add(new JSplitPane(JSplitPane.VERTICAL_SPLIT, preview.picture, preview.strength));
    frame.pack();
    frame.setVisible(true);
  }
}
