package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos that are painted in tiles, since the memory is limited. */
class TiledPhotosTest {
  private static final int WIDTH = 701;
  private static final int HEIGHT = 603;
  // Tiles of 320 pixels with a margin of 64; the statistics come from one part in the center.
  private static final int OUTER = 448;
  private static final int PART = 256;

  private static Stylizer limited(StyleModel model) {
    return Stylizer.style(model).maxMemory(model.memory(OUTER, OUTER));
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, false", "AFFINE, true"})
  void theyAreThePhotoPaintedAsAWholeByTheSameStatistics(Norm norm, boolean antialiased) {
    BufferedImage photo = PhotoPixels.drawn(WIDTH, HEIGHT);
    BufferedImage center = photo.getSubimage((WIDTH - PART) / 2, (HEIGHT - PART) / 2, PART, PART);
    try (TransformNetModel model = DrawnTransformNet.model(new TransformNet(4, norm, antialiased));
        NDManager manager = PyTorchEngine.newManager();
        TransformModel fixed =
            model.with(model.statistics(ImageTensors.fromImage(manager, center)))) {
      BufferedImage whole = Stylizer.style(fixed).apply(photo);
      BufferedImage tiled = limited(model).apply(photo);
      assertThat(PhotoPixels.largestDifference(tiled, whole)).isLessThanOrEqualTo(1);
      assertThat(PhotoPixels.largestDifference(Stylizer.style(model).apply(photo), whole))
          .isGreaterThan(1);
    }
  }

  @Test
  void progressCountsTiles() {
    BufferedImage photo = PhotoPixels.drawn(WIDTH, HEIGHT);
    List<String> seen = new ArrayList<>();
    ProgressListener listener = p -> seen.add(p.stage() + " " + p.done() + " of " + p.total());
    try (TransformNetModel model =
        DrawnTransformNet.model(new TransformNet(4, Norm.PLAIN, false))) {
      limited(model).onProgress(listener).apply(photo);
      assertThat(seen)
          .containsExactly(
              "painting 0 of 6",
              "painting 1 of 6",
              "painting 2 of 6",
              "painting 3 of 6",
              "painting 4 of 6",
              "painting 5 of 6",
              "painting 6 of 6");
      seen.clear();
      Stylizer.style(model).maxMemory(Long.MAX_VALUE).onProgress(listener).apply(photo);
      assertThat(seen).containsExactly("painting 0 of 1", "painting 1 of 1");
    }
  }

  @Test
  void lowPrecisionIsPaintedInTilesToo() {
    BufferedImage photo = PhotoPixels.drawn(WIDTH, HEIGHT);
    List<Long> tiles = new ArrayList<>();
    try (TransformNetModel model =
        DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, true))) {
      long memory = model.precision(Precision.BFLOAT16).memory(OUTER, OUTER);
      Stylizer.style(model)
          .precision(Precision.BFLOAT16)
          .maxMemory(memory)
          .onProgress(progress -> tiles.add(progress.total()))
          .apply(photo);
    }
    assertThat(tiles).contains(6L);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void theLimitIsPositive(long bytes) {
    try (TransformNetModel model =
        DrawnTransformNet.model(new TransformNet(4, Norm.PLAIN, false))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Stylizer.style(model).maxMemory(bytes))
          .withMessage("maxMemory must be at least 1 byte, but is " + bytes);
    }
  }

  @Test
  void aLimitBelowTheSmallestTileIsRefused() {
    BufferedImage photo = PhotoPixels.drawn(WIDTH, HEIGHT);
    try (TransformNetModel model =
        DrawnTransformNet.model(new TransformNet(4, Norm.PLAIN, false))) {
      assertThatExceptionOfType(StylizerException.class)
          .isThrownBy(() -> Stylizer.style(model).maxMemory(1_000_000).apply(photo))
          .withMessageContaining("but 1 MB is allowed");
    }
  }

  @Test
  void anInterruptEndsItBetweenTwoTiles() {
    BufferedImage photo = PhotoPixels.drawn(WIDTH, HEIGHT);
    try (TransformNetModel model =
        DrawnTransformNet.model(new TransformNet(4, Norm.PLAIN, false))) {
      Stylizer stylizer = limited(model).onProgress(TiledPhotosTest::interruptAfterOne);
      assertThatExceptionOfType(PaintingInterruptedException.class)
          .isThrownBy(() -> stylizer.apply(photo));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static void interruptAfterOne(Progress progress) {
    assertThat(progress.done()).isLessThan(2);
    if (progress.done() == 1) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closingTheStylizerEndsItToo() {
    BufferedImage photo = PhotoPixels.drawn(WIDTH, HEIGHT);
    List<Stylizer> open = new ArrayList<>();
    try (TransformNetModel model =
        DrawnTransformNet.model(new TransformNet(4, Norm.PLAIN, false))) {
      open.add(limited(model).onProgress(progress -> open.get(0).close()));
      assertThatIllegalStateException().isThrownBy(() -> open.get(0).apply(photo));
    }
  }

  /** A method that cannot paint in tiles. */
  private record Copying() implements StyleModel {
    @Override
    public NDArray stylize(NDArray content, ProgressListener listener) {
      return content.duplicate();
    }

    @Override
    public long memory(int width, int height) {
      return 1000L * width * height;
    }

    @Override
    public void close() {}
  }

  @Test
  void otherMethodsRefuseWhatIsTooLarge() {
    Stylizer stylizer = Stylizer.style(new Copying()).maxMemory(1_000_000);
    BufferedImage photo = PhotoPixels.drawn(40, 25);
    assertThat(stylizer.apply(photo).getWidth()).isEqualTo(40);
    BufferedImage larger = PhotoPixels.drawn(41, 25);
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> stylizer.apply(larger))
        .withMessageStartingWith(
            "painting 41x25 pixels takes about 1 MB of memory, but 1 MB is allowed");
  }
}
