package io.github.stylizer.examples.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.examples.RandomNetwork;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.swing.ImageIcon;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the window, which need no screen and no camera. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CameraWindowTest {
  @TempDir Path folder;

  private static int[] shown(JLabel label) throws Exception {
    SwingUtilities.invokeAndWait(() -> {}); // what was shown later is shown now
    BufferedImage drawn = new BufferedImage(40, 32, BufferedImage.TYPE_INT_RGB);
    ((ImageIcon) label.getIcon()).paintIcon(label, drawn.createGraphics(), 0, 0);
    return PhotoPixels.of(drawn);
  }

  @Test
  void showsTheFrameAndWhatIsPaintedOfIt() throws Exception {
    BufferedImage frame = NoiseImages.noise(40, 32, 5);
    try (StyleModel network =
        FastNet.load(RandomNetwork.write(folder.resolve("network.safetensors")))) {
      Stylizer style = Stylizer.style(network);
      Iterator<BufferedImage> one = List.of(frame).iterator();
      CameraWindow window = new CameraWindow();
      window.play(
          () -> {
            if (one.hasNext()) {
              return one.next();
            }
            while (window.painted.getIcon() == null) {
              Thread.sleep(5);
            }
            return null;
          },
          style);
      assertThat(shown(window.camera)).isEqualTo(PhotoPixels.of(frame));
      assertThat(shown(window.painted)).isEqualTo(PhotoPixels.of(style.apply(frame)));
    }
  }

  @Test
  void aFolderIsPlayedAgainAndAgain() throws Exception {
    NoiseImages.write(folder.resolve("b.png"), 10, 9);
    NoiseImages.write(folder.resolve("a.png"), 12, 8);
    Files.createDirectory(folder.resolve("c"));
    LiveFrames frames = new LiveFrames.Folder(folder, 0);
    for (int width : new int[] {12, 10, 12, 10}) {
      assertThat(frames.next().getWidth()).isEqualTo(width);
    }
  }

  @Test
  void aFolderWithoutPicturesIsRefused() {
    assertThatIOException()
        .isThrownBy(() -> LiveFrames.open(folder.toString()))
        .withMessage(folder + ": has no pictures");
  }

  /** The tests have JavaCV, but not OpenCV, which it opens cameras with. */
  @Test
  void whatACameraNeedsIsSaid() {
    assertThatIOException()
        .isThrownBy(() -> LiveFrames.open("0"))
        .withMessage(
            "cameras and films need org.bytedeco:javacv-platform:1.5.13 on the class path;"
                + " a folder of pictures does not");
  }
}
