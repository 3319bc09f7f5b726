package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.NormStatistics;
import io.github.stylizer.NormStatistics.Channels;
import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Precision;
import io.github.stylizer.StyleModel;
import io.github.stylizer.StylizerException;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.ErrorMeasures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statistics of instance norms that are collected once and then given. */
class NormStatisticsTest {
  private static final int HALO = 64;

  private final NDManager manager = NDManager.newBaseManager();

  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  private TransformNetModel model(Norm norm, boolean antialiased) {
    TransformNet net = new TransformNet(4, norm, antialiased);
    return TransformNetModel.of(
        net, DrawnTransformNet.tensors(manager, net.kernelShapes(), 1), Map.of());
  }

  private NDArray photo(int seed, int height, int width) {
    return Draw.array(manager, seed, new Shape(1, 3, height, width), -1, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, false, 32, 48",
    "PLAIN, true, 31, 45",
    "AFFINE, false, 33, 46",
    "AFFINE, true, 32, 32"
  })
  void withItsOwnStatisticsAPhotoIsPaintedTheSame(
      Norm norm, boolean antialiased, int height, int width) {
    NDArray photo = photo(1, height, width);
    try (TransformNetModel model = model(norm, antialiased);
        TransformModel fixed = model.with(model.statistics(photo))) {
      float[] expected = model.stylize(photo).toFloatArray();
      assertThat(ErrorMeasures.relative(fixed.stylize(photo).toFloatArray(), expected))
          .isLessThan(1e-4);
    }
  }

  /** Those of the first norm are known: it is the only one whose input no norm has changed. */
  @Test
  void statisticsAreThoseOfAllPixelsOfAllPhotos() {
    NDArray photos = NDArrays.concat(new NDList(photo(1, 32, 48), photo(2, 32, 48).mul(3)), 0);
    try (TransformNetModel model = model(Norm.PLAIN, false)) {
      Channels found = model.statistics(photos).norms().get("downsampling.2");
      NDArray kernel =
          DrawnTransformNet.tensors(manager, model.net().kernelShapes(), 1)
              .get("downsampling.1.weight");
      NDArray maps =
          DynamicConv2d.apply(
              ReflectionPad.apply(photos, 4), kernel, manager.zeros(new Shape(4)), 1);
      NDArray rows = maps.transpose(1, 0, 2, 3).reshape(4, -1);
      for (int channel = 0; channel < 4; channel++) {
        NDArray values = rows.get(channel);
        float mean = values.mean().getFloat();
        double deviation = Math.sqrt(values.sub(mean).square().mean().getFloat() + 1e-5);
        assertThat(found.means().get(channel)).isCloseTo(mean, within(1e-4f));
        assertThat(found.deviations().get(channel)).isCloseTo((float) deviation, within(1e-4f));
      }
    }
  }

  /** Several pictures as one: what a film is painted by. */
  @Test
  void aBatchIsNotPaintedPictureByPicture() {
    NDArray dark = photo(1, 32, 32);
    NDArray light = photo(2, 32, 32).mul(2).add(1);
    try (TransformNetModel model = model(Norm.AFFINE, true);
        TransformModel fixed =
            model.with(model.statistics(NDArrays.concat(new NDList(dark, light), 0)))) {
      float[] alone = model.stylize(dark).toFloatArray();
      assertThat(ErrorMeasures.relative(fixed.stylize(dark).toFloatArray(), alone))
          .isGreaterThan(0.1);
    }
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, false, 203, 331", "AFFINE, true, 251, 198"})
  void tilesWithAMarginJoinToTheWholePicture(
      Norm norm, boolean antialiased, int height, int width) {
    NDArray photo = photo(3, height, width);
    try (TransformNetModel model = model(norm, antialiased);
        TransformModel fixed = model.with(model.statistics(photo))) {
      NDArray whole = fixed.stylize(photo);
      NDArray joined = joined(fixed, photo, 100);
      assertThat(joined.getShape()).isEqualTo(whole.getShape());
      // The pattern of an anti-aliased network is found a little beyond the halo: 0.06 levels of
      // 255.
      float tolerance = antialiased ? 1e-3f : 1e-4f;
      assertThat(joined.sub(whole).abs().max().getFloat()).isLessThan(tolerance);
      // Without given statistics they do not.
      assertThat(joined(model, photo, 100).sub(whole).abs().max().getFloat()).isGreaterThan(0.1f);
    }
  }

  private static NDArray joined(TransformModel model, NDArray photo, int tile) {
    long height = photo.getShape().get(2);
    long width = photo.getShape().get(3);
    NDList rows = new NDList();
    for (long top = 0; top < height; top += tile) {
      NDList row = new NDList();
      for (long left = 0; left < width; left += tile) {
        row.add(
            tile(
                model,
                photo,
                new long[] {
                  top, left, Math.min(height, top + tile), Math.min(width, left + tile)
                }));
      }
      rows.add(NDArrays.concat(row, 3));
    }
    return NDArrays.concat(rows, 2);
  }

  private static NDArray tile(TransformModel model, NDArray photo, long[] inner) {
    long top = Math.max(0, inner[0] - HALO);
    long left = Math.max(0, inner[1] - HALO);
    long bottom = Math.min(photo.getShape().get(2), inner[2] + HALO);
    long right = Math.min(photo.getShape().get(3), inner[3] + HALO);
    NDArray painted =
        model.stylize(photo.get(new NDIndex(":, :, {}:{}, {}:{}", top, bottom, left, right)));
    return painted.get(
        new NDIndex(
            ":, :, {}:{}, {}:{}",
            inner[0] - top,
            inner[2] - top,
            inner[1] - left,
            inner[3] - left));
  }

  /** No norm removes what rounded kernels add to a channel: noise, and drawn weights, show it. */
  @Test
  void lowPrecisionIsClose() {
    NDArray photo = photo(4, 64, 64);
    try (TransformNetModel model = model(Norm.AFFINE, true);
        TransformModel fixed = model.with(model.statistics(photo))) {
      assertThat(errorOfLowPrecision(fixed, photo))
          .isLessThan(3.5 * errorOfLowPrecision(model, photo));
    }
  }

  private static double errorOfLowPrecision(StyleModel model, NDArray photo) {
    float[] expected = model.stylize(photo).toFloatArray();
    NDArray low = model.precision(Precision.BFLOAT16).stylize(photo);
    return ErrorMeasures.rootMeanSquare(low.toFloatArray(), expected);
  }

  @Test
  void aModelWithGivenStatisticsIsSaved() throws IOException {
    NDArray photo = photo(5, 32, 32);
    Path path = folder.resolve("fixed.safetensors");
    float[] expected;
    try (TransformNetModel model = model(Norm.AFFINE, true);
        TransformModel fixed = model.with(model.statistics(photo))) {
      fixed.save(path);
      expected = fixed.stylize(photo).toFloatArray();
      assertThat(fixed.provenance()).containsEntry("norm", "none");
    }
    try (WeightsFile file = WeightsFile.open(path);
        TransformNetModel loaded =
            TransformNetModel.load(file, TransformNetFormat.of(file), name -> name)) {
      assertThat(loaded.stylize(photo).toFloatArray()).containsExactly(expected);
    }
  }

  @Test
  void statisticsOfAnotherNetworkAreRefused() {
    try (TransformNetModel model = model(Norm.PLAIN, false)) {
      NormStatistics own = model.statistics(photo(6, 16, 16));
      Map<String, Channels> fewer = new LinkedHashMap<>(own.norms());
      fewer.remove("upsampling.8");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.with(new NormStatistics(fewer)))
          .withMessageContaining("these are statistics of another network");
      Map<String, Channels> wider = new LinkedHashMap<>(own.norms());
      wider.put("downsampling.2", new Channels(List.of(0f), List.of(1f)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.with(new NormStatistics(wider)))
          .withMessageContaining("downsampling.2 has 1 channels, expected 4");
      try (TransformModel fixed = model.with(own)) {
        assertThatIllegalStateException().isThrownBy(() -> fixed.with(own));
        assertThatIllegalStateException().isThrownBy(() -> fixed.statistics(photo(6, 16, 16)));
      }
    }
  }

  @Test
  void valuesAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Channels(List.of(0f), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Channels(List.of(Float.NaN), List.of(1f)));
    for (float deviation : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Channels(List.of(0f), List.of(deviation)))
          .withMessageContaining("a deviation must be finite");
    }
  }

  @Test
  void hugeWeightsHaveNoStatistics() {
    TransformNet net = TransformNet.of(4);
    Map<String, NDArray> tensors = DrawnTransformNet.tensors(manager, net.kernelShapes(), 1);
    tensors.values().forEach(tensor -> tensor.muli(1e38f));
    try (TransformNetModel model = TransformNetModel.of(net, tensors, Map.of())) {
      assertThatThrownBy(() -> model.statistics(photo(7, 16, 16)))
          .isInstanceOf(StylizerException.class)
          .hasMessageContaining("no finite statistics");
    }
  }

  @Test
  void noArrayIsLeftBehind() {
    NDArray photo = photo(8, 32, 32);
    try (TransformNetModel model = model(Norm.AFFINE, true)) {
      int before = manager.getManagedArrays().size();
      model.with(model.statistics(photo)).close();
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void anInterruptEndsIt() {
    try (TransformNetModel model = model(Norm.PLAIN, false)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> model.statistics(photo(9, 16, 16)))
          .isInstanceOf(PaintingInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
