package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class DitherTest {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 40;

  /** A sky from blue to white, in steps of one level. */
  private static BufferedImage sky() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      int level = 80 + 120 * y / HEIGHT;
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, level << 16 | level << 8 | 220);
      }
    }
    return image;
  }

  private static float[] levels(NDArray images) {
    try (NDArray levels = ImageTensors.toLevels(images)) {
      return levels.toFloatArray();
    }
  }

  @Test
  void aDrawingGetsNoiseOfTwoLevelsAndAPhotoBesideItNone() {
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray photos =
          ImageTensors.fromImages(manager, List.of(sky(), PhotoPixels.drawn(WIDTH, HEIGHT)));
      float[] before = levels(photos);
      try (NDArray dithered = Dither.ofDrawings(photos)) {
        float[] after = levels(dithered);
        int[] counts = new int[5];
        for (int i = 0; i < after.length / 2; i++) {
          float change = after[i] - before[i];
          assertThat(change).isBetween(-2.001f, 2.001f);
          assertThat(Math.abs(change - Math.round(change))).isLessThan(0.001f);
          counts[Math.round(change) + 2]++;
        }
        int fifth = 3 * WIDTH * HEIGHT / counts.length;
        for (int count : counts) {
          assertThat(count).isBetween(fifth * 9 / 10, fifth * 11 / 10);
        }
        for (int i = after.length / 2; i < after.length; i++) {
          assertThat(after[i]).isEqualTo(before[i], within(1e-3f));
        }
        try (NDArray again = Dither.ofDrawings(photos);
            NDArray alone = Dither.ofDrawings(photos.get(new NDIndex("0:1")))) {
          assertThat(again).isEqualTo(dithered);
          assertThat(alone).isEqualTo(dithered.get(new NDIndex("0:1")));
        }
        assertThat(dithered.getManager()).isSameAs(manager);
      }
      assertThat(levels(photos)).containsExactly(before);
    }
  }

  @Test
  void aPhotoStaysAsItIs() {
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray photo = ImageTensors.fromImage(manager, PhotoPixels.drawn(WIDTH, HEIGHT));
      assertThat(Dither.ofDrawings(photo)).isSameAs(photo);
    }
  }

  @Test
  void theNoiseOfPartsJoins() {
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray whole = ImageTensors.fromImage(manager, sky());
      NDArray part = whole.get(new NDIndex(":, :, 7:30, 11:"));
      assertThat(levels(Dither.added(part, 11, 7)))
          .containsExactly(
              levels(Dither.added(whole, 0, 0).get(new NDIndex(":, :, 7:30, 11:"))), within(1e-3f));
      assertThat(levels(Dither.ofDrawings(whole)))
          .containsExactly(levels(Dither.added(whole, 0, 0)));
    }
  }

  @Test
  void imagesAreJudgedAsArraysAre() {
    BufferedImage photo = PhotoPixels.drawn(WIDTH, HEIGHT);
    assertThat(Dither.isDrawing(photo)).isFalse();
    BufferedImage sky = sky();
    assertThat(Dither.isDrawing(sky)).isTrue();
    // Less than three quarters of the pixels with a twin, then a few more.
    for (int rows : new int[] {28, 30, 31}) {
      BufferedImage mixed = PhotoPixels.drawn(WIDTH, HEIGHT);
      mixed.getRaster().setRect(sky.getSubimage(0, 0, WIDTH, rows).getRaster());
      try (NDManager manager = PyTorchEngine.newManager()) {
        NDArray array = ImageTensors.fromImage(manager, mixed);
        assertThat(Dither.isDrawing(mixed)).isEqualTo(Dither.ofDrawings(array) != array);
      }
    }
  }
}
