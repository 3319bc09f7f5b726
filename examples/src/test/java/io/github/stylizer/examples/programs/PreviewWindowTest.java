package io.github.stylizer.examples.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.examples.RandomNetwork;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.swing.ImageIcon;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the window, which need no screen. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PreviewWindowTest {
  private final BufferedImage photo = NoiseImages.noise(40, 30, 5);

  @TempDir Path folder;

  private static <T> T inEventThread(Callable<T> task) throws Exception {
    FutureTask<T> result = new FutureTask<>(task);
    SwingUtilities.invokeAndWait(result);
    return result.get();
  }

  /** What the picture shows at a strength, as it is drawn. */
  private int[] shown(PreviewWindow preview, int percent) throws Exception {
    return inEventThread(
        () -> {
          preview.strength.setValue(percent);
          ImageIcon icon = (ImageIcon) preview.picture.getIcon();
          BufferedImage drawn = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
          icon.paintIcon(preview.picture, drawn.createGraphics(), 0, 0);
          return PhotoPixels.of(drawn);
        });
  }

  private PreviewWindow open(Stylizer stylizer) throws Exception {
    PreviewWindow preview = inEventThread(() -> new PreviewWindow(photo, stylizer));
    // The worker's end reaches the event thread in a later event.
    while (!preview.isDone()) {
      Thread.sleep(5);
    }
    return preview;
  }

  @Test
  void theSliderMixesAsTheLibraryDoes() throws Exception {
    Path network = RandomNetwork.write(folder.resolve("network.safetensors"));
    try (StyleModel style = FastNet.load(network)) {
      Stylizer stylizer = Stylizer.style(style);
      PreviewWindow preview = open(stylizer);
      int[] full = PhotoPixels.of(stylizer.apply(photo));
      while (!Arrays.equals(shown(preview, 100), full)) {
        Thread.sleep(5);
      }
      assertThat(shown(preview, 30)).isEqualTo(PhotoPixels.of(stylizer.strength(0.3).apply(photo)));
      assertThat(shown(preview, 0)).isEqualTo(PhotoPixels.of(photo));
    }
  }

  @Test
  void whatFailsIsShown() throws Exception {
    Path network = RandomNetwork.write(folder.resolve("network.safetensors"));
    StyleModel style = FastNet.load(network);
    style.close();
    PreviewWindow preview = open(Stylizer.style(style));
    while (inEventThread(preview.picture::getText).isEmpty()) {
      Thread.sleep(5);
    }
    assertThat(preview.picture.getText()).contains("closed");
    assertThat(shown(preview, 50)).as("the photo is still there").isEqualTo(PhotoPixels.of(photo));
  }
}
