package io.github.stylizer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.Stylizer;
import io.github.stylizer.internal.image.SrgbImage;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames of a camera at ten frames per second, of which the clock is the test's. */
class RunningStatisticsTest {
  private static final int FRAMES_PER_SECOND = 10;

  private final TransformNetModel model = model();
  private final Stylizer stylizer = Stylizer.style(model);
  private final Random noise = new Random(5);
  private long now = 7;
  private final RunningStatistics statistics = new RunningStatistics(stylizer, () -> now);

  private static TransformNetModel model() {
    TransformNet net = new TransformNet(4, Norm.AFFINE, false);
    try (NDManager manager = PyTorchEngine.newManager()) {
      return TransformNetModel.of(
          net, DrawnTransformNet.tensors(manager, net.kernelShapes(), 1), Map.of());
    }
  }

  @AfterEach
  void close() {
    statistics.close();
    model.close();
  }

  /** A view of a camera: shapes between two levels, with the noise of a sensor. */
  private BufferedImage view(int dark, int bright) {
    BufferedImage image = new BufferedImage(65, 47, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 47; y++) {
      for (int x = 0; x < 65; x++) {
        double shape = 0.5 + 0.5 * Math.sin(x / 5.0) * Math.cos(y / 7.0);
        int level = (int) (dark + shape * (bright - dark)) + noise.nextInt(5) - 2;
        level = Math.max(0, Math.min(255, level));
        image.setRGB(x, y, level << 16 | level << 8 | level / 2);
      }
    }
    return image;
  }

  private BufferedImage paint(BufferedImage frame) {
    now += TimeUnit.SECONDS.toNanos(1) / FRAMES_PER_SECOND;
    return statistics.paint(frame);
  }

  /** The differences of all levels. */
  private static IntStream differences(BufferedImage image, BufferedImage other) {
    int[] levels = PhotoPixels.of(image);
    int[] expected = PhotoPixels.of(other);
    assertThat(levels).hasSameSizeAs(expected);
    return IntStream.range(0, 3 * levels.length)
        .map(
            i -> {
              int shift = i % 3 * 8;
              return Math.abs((levels[i / 3] >> shift & 0xff) - (expected[i / 3] >> shift & 0xff));
            });
  }

  private static int largestDifference(BufferedImage image, BufferedImage other) {
    return differences(image, other).max().orElseThrow();
  }

  private static double meanDifference(BufferedImage image, BufferedImage other) {
    return differences(image, other).average().orElseThrow();
  }

  private BufferedImage paintedBy(BufferedImage scene, BufferedImage frame) {
    try (Stylizer fixed = stylizer.withStatisticsOf(List.of(scene))) {
      return fixed.apply(frame);
    }
  }

  /** The same scene, except for something that comes into view and changes what is measured. */
  private BufferedImage withVisitor() {
    BufferedImage frame = view(60, 180);
    for (int y = 10; y < 30; y++) {
      for (int x = 10; x < 22; x++) {
        frame.setRGB(x, y, 0xc04040);
      }
    }
    return frame;
  }

  @Test
  void theFirstFrameIsPaintedByItsOwn() {
    BufferedImage first = view(60, 180);
    assertThat(PhotoPixels.of(paint(first))).isEqualTo(PhotoPixels.of(stylizer.apply(first)));
  }

  @Test
  void framesOfASceneArePaintedByTheSameStatistics() {
    paint(view(60, 180));
    BufferedImage second = view(60, 180);
    paint(second);
    BufferedImage later = withVisitor();
    BufferedImage painted = paint(later);
    assertThat(PhotoPixels.of(painted)).isEqualTo(PhotoPixels.of(paintedBy(second, later)));
    assertThat(largestDifference(painted, stylizer.apply(later)))
        .as("its own statistics are others")
        .isGreaterThan(3);
  }

  @Test
  void whatStaysJoinsTheStatistics() {
    for (int i = 0; i < 3; i++) {
      paint(view(60, 180));
    }
    // One quarter each second: then only frames with the visitor count.
    for (int i = 0; i < 6 * FRAMES_PER_SECOND; i++) {
      paint(withVisitor());
    }
    BufferedImage later = withVisitor();
    int whole = largestDifference(paintedBy(view(60, 180), later), stylizer.apply(later));
    // Frames have different noise.
    assertThat(largestDifference(paint(later), stylizer.apply(later))).isLessThan(whole / 4);
  }

  @Test
  void thePictureMovesWithTheCamera() {
    BufferedImage scene = PhotoPixels.drawn(400, 300);
    paint(scene.getSubimage(80, 60, 220, 180));
    BufferedImage before = paint(scene.getSubimage(80, 60, 220, 180));
    for (int i = 1; i < 5; i++) {
      BufferedImage after = paint(scene.getSubimage(80 + i, 60 + 2 * i, 220, 180));
      BufferedImage same = SrgbImage.copyOf(before.getSubimage(65, 66, 90, 50));
      BufferedImage moved = SrgbImage.copyOf(after.getSubimage(64, 64, 90, 50));
      assertThat(meanDifference(same, moved)).isLessThan(0.05);
      before = after;
    }
  }

  @Test
  void statisticsChangeLittleByLittle() {
    paint(view(60, 180));
    paint(view(60, 180));
    BufferedImage brighter = view(70, 190);
    double whole = meanDifference(paintedBy(view(60, 180), brighter), stylizer.apply(brighter));
    BufferedImage before = paint(brighter);
    double largest = 0;
    for (int i = 0; i < 5 * FRAMES_PER_SECOND; i++) {
      BufferedImage after = paint(brighter);
      largest = Math.max(largest, meanDifference(after, before));
      before = after;
    }
    assertThat(largest).isPositive().isLessThan(whole / 2);
    assertThat(largestDifference(before, stylizer.apply(brighter))).isLessThanOrEqualTo(1);
  }

  @Test
  void aChangeOfSceneIsNoticedWithinASecond() {
    for (BufferedImage[] scenes :
        new BufferedImage[][] {
          {view(0, 8), view(60, 180)}, // the camera was covered
          {view(60, 180), view(20, 60)}, // the light was switched off
          {view(60, 180), PhotoPixels.drawn(65, 47)},
          {view(60, 180), PhotoPixels.drawn(47, 65)}
        }) {
      for (int i = 0; i < 2 * FRAMES_PER_SECOND; i++) {
        paint(scenes[0]);
      }
      for (int i = 0; i < FRAMES_PER_SECOND; i++) {
        // Never by the statistics of the old scene, not even the first frame.
        assertThat(largestDifference(paint(scenes[1]), stylizer.apply(scenes[1])))
            .isLessThanOrEqualTo(1);
      }
      assertThat(ColorMoments.of(scenes[0]).resembles(ColorMoments.of(scenes[1]))).isFalse();
    }
  }

  @Test
  void framesOfTheNewSceneArePaintedByTheSameStatistics() {
    for (int i = 0; i < 2 * FRAMES_PER_SECOND; i++) {
      paint(view(10, 60));
    }
    BufferedImage second = view(60, 180);
    paint(view(60, 180));
    paint(second);
    for (int i = 0; i < FRAMES_PER_SECOND / 2; i++) {
      paint(view(60, 180));
    }
    BufferedImage later = withVisitor();
    assertThat(PhotoPixels.of(paint(later))).isEqualTo(PhotoPixels.of(paintedBy(second, later)));
  }

  @Test
  void aFlashDoesNotChangeTheScene() {
    paint(view(60, 180));
    BufferedImage second = view(60, 180);
    paint(second);
    BufferedImage flash = view(200, 255);
    assertThat(PhotoPixels.of(paint(flash))).isEqualTo(PhotoPixels.of(stylizer.apply(flash)));
    BufferedImage later = withVisitor();
    assertThat(PhotoPixels.of(paint(later))).isEqualTo(PhotoPixels.of(paintedBy(second, later)));
  }

  @Test
  void noiseAndMovementChangeNoScene() {
    ColorMoments scene = ColorMoments.of(view(60, 180));
    assertThat(scene.resembles(ColorMoments.of(view(60, 180)))).isTrue();
    assertThat(scene.resembles(ColorMoments.of(withVisitor()))).isTrue();
    assertThat(ColorMoments.of(view(3, 4)).resembles(ColorMoments.of(view(3, 4)))).isTrue();
    ColorMoments pixel = ColorMoments.of(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    assertThat(pixel.resembles(pixel)).isTrue();
  }

  @Test
  void closingFreesTheNetworkOfTheScene() {
    int before = NativeArrays.heldBy(model);
    for (int i = 0; i < 3 * FRAMES_PER_SECOND; i++) {
      paint(i < 15 ? view(60, 180) : view(10, 40));
    }
    int onlyOne = NativeArrays.heldBy(statistics);
    assertThat(onlyOne).isGreaterThan(before);
    for (int i = 0; i < 3 * FRAMES_PER_SECOND; i++) {
      paint(view(10, 40));
    }
    assertThat(NativeArrays.heldBy(statistics)).isEqualTo(onlyOne);
    statistics.close();
    assertThat(NativeArrays.heldBy(statistics)).isEqualTo(before);
    assertThat(NativeArrays.heldBy(model)).isEqualTo(before);
  }

  @Test
  void closingALiveStylizerFreesThem() {
    int before = NativeArrays.heldBy(model);
    Semaphore painted = new Semaphore(0);
    LiveStylizer live = LiveStylizer.of(stylizer, frame -> painted.release());
    for (int i = 0; i < 3; i++) {
      live.submit(view(60, 180));
      painted.acquireUninterruptibly();
    }
    assertThat(NativeArrays.heldBy(live)).isGreaterThan(before);
    live.close();
    assertThat(NativeArrays.heldBy(live)).isEqualTo(before);
  }

  @Test
  void otherMethodsPaintEachFrameByItsOwn() {
    GatedModel plain = new GatedModel();
    plain.permit(9);
    RunningStatistics none = new RunningStatistics(Stylizer.style(plain), () -> now);
    for (int i = 0; i < 3; i++) {
      BufferedImage frame = view(60, 180);
      assertThat(PhotoPixels.of(none.paint(frame))).isEqualTo(PhotoPixels.of(frame));
    }
    none.close();
  }

  @Test
  void aStylizerThatIsClosedIsNoted() {
    paint(view(60, 180));
    Stylizer closed = Stylizer.style(model).maxSize(64);
    closed.close();
    RunningStatistics none = new RunningStatistics(closed, () -> now);
    assertThatIllegalStateException().isThrownBy(() -> none.paint(view(60, 180)));
  }
}
