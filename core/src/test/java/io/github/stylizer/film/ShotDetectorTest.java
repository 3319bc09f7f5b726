package io.github.stylizer.film;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.film.ShotDetector.Thumbnail;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShotDetectorTest {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 90;

  private final BufferedImage wide = smooth();

  /** Blobs of color, four times as wide as a frame. */
  private static BufferedImage smooth() {
    BufferedImage drawn = PhotoPixels.drawn(40, 9);
    BufferedImage image = new BufferedImage(4 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().drawImage(drawn, 0, 0, 4 * WIDTH, HEIGHT, null);
    return image;
  }

  private BufferedImage frame(int left) {
    return wide.getSubimage(left, 0, WIDTH, HEIGHT);
  }

  private static List<Integer> cuts(List<BufferedImage> frames) {
    List<Thumbnail> thumbnails = frames.stream().map(Thumbnail::of).toList();
    List<Integer> cuts = new ArrayList<>();
    for (int i = 1; i < frames.size(); i++) {
      int begin = Math.max(0, i - ShotDetector.REACH);
      int end = Math.min(frames.size(), i + ShotDetector.REACH + 1);
      if (ShotDetector.isCut(thumbnails.subList(begin, end), i - begin)) {
        cuts.add(i);
      }
    }
    return cuts;
  }

  private List<BufferedImage> pan(int first, int count, int step) {
    List<BufferedImage> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(frame(first + i * step));
    }
    return frames;
  }

  @Test
  void aCutIsFoundAtItsFrame() {
    List<BufferedImage> frames = pan(0, 7, 1);
    frames.addAll(pan(400, 6, 1));
    assertThat(cuts(frames)).containsExactly(7);
  }

  @Test
  void aCutNextToTheEndsIsFound() {
    List<BufferedImage> frames = pan(0, 1, 1);
    frames.addAll(pan(400, 6, 1));
    frames.addAll(pan(200, 1, 1));
    assertThat(cuts(frames)).containsExactly(1, 7);
  }

  @Test
  void aFastPanIsNoCut() {
    assertThat(cuts(pan(0, 20, 16))).isEmpty();
  }

  @Test
  void aFlashIsNoCut() {
    List<BufferedImage> frames = pan(0, 5, 1);
    frames.add(TestFilms.plain(WIDTH, HEIGHT, Color.WHITE));
    frames.addAll(pan(5, 5, 1));
    assertThat(cuts(frames)).isEmpty();
  }

  @Test
  void anotherSizeIsACut() {
    List<BufferedImage> frames = pan(0, 4, 1);
    pan(0, 4, 1).forEach(frame -> frames.add(frame.getSubimage(0, 0, WIDTH - 2, HEIGHT)));
    assertThat(cuts(frames)).containsExactly(4);
  }
}
