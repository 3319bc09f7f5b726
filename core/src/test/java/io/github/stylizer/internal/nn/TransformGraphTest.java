package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.OnnxFormat;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.OnnxRun;
import io.github.stylizer.testing.ProtocolFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX Runtime paints with exported networks what the networks paint. */
class TransformGraphTest {
  private static final OnnxFormat UNIT = OnnxFormat.standard();
  private static final OnnxFormat LEVELS = UNIT.colors(OnnxFormat.Colors.LEVELS);
  private static final TransformNet NET = new TransformNet(4, Norm.PLAIN, true);

  @TempDir Path directory;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Path file() {
    return directory.resolve("network.onnx");
  }

  /** With a last layer that keeps most colors between black and white. */
  private Map<String, NDArray> tensors(TransformNet net) {
    return DrawnTransformNet.tensors(manager, net.kernelShapes(), 21);
  }

  private TransformNetModel model(TransformNet net) {
    return TransformNetModel.of(net, tensors(net), Map.of("style", "drawn"));
  }

  /** Paints levels, whatever the range of the file. */
  private float[] onnxLevels(TransformModel model, OnnxFormat format, float[] levels, Shape shape)
      throws IOException {
    model.exportOnnx(file(), format);
    float white = format.colors().white();
    float[] colors = levels.clone();
    for (int i = 0; i < colors.length; i++) {
      colors[i] *= white / 255;
    }
    float[] painted = OnnxRun.paint(file(), colors, shape.getShape());
    for (int i = 0; i < painted.length; i++) {
      assertThat(painted[i]).isBetween(0f, white);
      painted[i] *= 255 / white;
    }
    return painted;
  }

  private float[] levels(TransformModel model, float[] levels, Shape shape) {
    NDArray photos = ImageTensors.fromLevels(manager.create(levels, shape));
    return ImageTensors.toLevels(model.stylize(photos)).clip(0, 255).toFloatArray();
  }

  private void assertSame(TransformModel model, OnnxFormat format, float tolerance, long... shape)
      throws IOException {
    Shape photos = new Shape(shape);
    float[] photo = Draw.values(71, photos, 0, 255);
    float[] expected = levels(model, photo, photos);
    float[] painted = onnxLevels(model, format, photo, photos);
    assertThat(painted).hasSameSizeAs(expected);
    float largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(painted[i] - expected[i]));
    }
    assertThat(largest).isLessThan(tolerance);
    // Not one color, nor all of them at the ends of the range.
    assertThat(expected).satisfies(colors -> assertThat(distinct(colors)).isGreaterThan(100));
  }

  private static int distinct(float[] values) {
    Set<Float> all = new HashSet<>();
    for (float value : values) {
      all.add(value);
    }
    return all.size();
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, true, 37, 54",
    "PLAIN, false, 37, 54",
    "AFFINE, true, 16, 19",
    "AFFINE, false, 18, 16",
    "PLAIN, true, 64, 33"
  })
  void paintsTheSameAtAnySize(Norm norm, boolean antialiased, int height, int width)
      throws IOException {
    try (TransformNetModel model = model(new TransformNet(4, norm, antialiased))) {
      assertSame(model, UNIT, 0.1f, 1, 3, height, width);
      assertSame(model, LEVELS, 0.1f, 1, 3, height, width);
    }
  }

  @Test
  void paintsBatches() throws IOException {
    try (TransformNetModel model = model(NET)) {
      assertSame(model, UNIT, 0.1f, 3, 3, 20, 33);
    }
  }

  @Test
  void paintsByGivenStatistics() throws IOException {
    NDArray photo = Draw.array(manager, 5, new Shape(1, 3, 40, 48), -2, 2);
    try (TransformNetModel model = model(NET);
        TransformModel fixed = model.with(model.statistics(photo))) {
      assertSame(fixed, UNIT, 0.1f, 1, 3, 28, 33);
    }
  }

  /** Weights are the only numbers that are rounded: the same picture as of a file of halves. */
  @Test
  void storesHalfTheSize() throws IOException {
    Path halves = directory.resolve("half.safetensors");
    try (TransformNetModel model = model(NET)) {
      model.exportOnnx(file(), UNIT);
      long full = Files.size(file());
      model.exportOnnx(file(), UNIT.half(true));
      assertThat(Files.size(file())).isBetween(full / 2, full * 7 / 10);
      model.saveHalf(halves);
    }
    try (WeightsFile open = WeightsFile.open(halves);
        TransformNetModel rounded =
            TransformNetModel.load(open, TransformNetFormat.of(open), name -> name)) {
      assertSame(rounded, UNIT.half(true), 0.5f, 1, 3, 37, 54);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesLevelsOfNetworksThatTakeLevels(boolean antialiased) throws IOException {
    TransformNet net = new TransformNet(NET.base(), NET.norm(), antialiased);
    Map<String, NDArray> tensors = tensors(net);
    TransformNetFormat kind = new TransformNetFormat(net, PixelRange.LEVELS);
    // So that colors are not all black; of an anti-aliased network they are rather flat.
    float contrast = antialiased ? 20 : 100;
    tensors.computeIfPresent("upsampling.11.weight", (name, kernel) -> kernel.mul(contrast));
    tensors.computeIfPresent("upsampling.11.bias", (name, bias) -> bias.add(120));
    Path saved = directory.resolve("normalized.safetensors");
    try (TransformNetModel model = TransformNetModel.of(net, tensors, Map.of())) {
      model.save(saved);
    }
    try (WeightsFile open = WeightsFile.open(saved);
        TransformNetModel model = TransformNetModel.load(open, kind, name -> name)) {
      assertSame(model, UNIT, 0.1f, 1, 3, 30, 35);
      assertSame(model, LEVELS, 0.1f, 1, 3, 30, 35);
    }
  }

  @Test
  void refusesWeightsThatHalfPrecisionCannotHold() throws IOException {
    Map<String, NDArray> tensors = tensors(NET);
    tensors.computeIfPresent("upsampling.2.weight", (name, kernel) -> kernel.mul(1e6f));
    try (TransformNetModel model = TransformNetModel.of(NET, tensors, Map.of())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> model.exportOnnx(file(), UNIT.half(true)))
          .withMessageContaining("upsampling.2.weight");
      assertThat(file()).doesNotExist();
      model.exportOnnx(file(), UNIT);
      assertThat(file()).isNotEmptyFile();
    }
  }

  /** The rules of the format that need no runtime, and that a runtime may let pass. */
  @ParameterizedTest
  @CsvSource({"PLAIN, true, true", "AFFINE, false, false"})
  void keepsTheRulesOfTheFormat(Norm norm, boolean antialiased, boolean half) throws IOException {
    try (TransformNetModel model = model(new TransformNet(2, norm, antialiased))) {
      model.exportOnnx(file(), UNIT.half(half));
    }
    ProtocolFields written = new ProtocolFields(Files.readAllBytes(file()));
    assertThat(written.all(1)).containsExactly(7L);
    assertThat(written.message(8).texts(1)).containsExactly("");
    assertThat(written.message(8).all(2)).containsExactly(13L);
    assertThat(written.texts(2)).containsExactly("stylizer");
    ProtocolFields graph = written.message(7);
    assertThat(graph.texts(2)).isNotEmpty();
    assertTyped(graph.message(11), "photo");
    assertTyped(graph.message(12), "painting");
    Set<String> known = new HashSet<>(graph.message(11).texts(1));
    for (ProtocolFields tensor : graph.messages(5)) {
      assertThat(known.add(tensor.texts(8).get(0))).isTrue();
      long count =
          tensor.all(1).stream().mapToLong(Long.class::cast).reduce(1, Math::multiplyExact);
      long size = Map.of(1L, 4, 7L, 8, 10L, 2).get(tensor.all(2).get(0));
      assertThat((byte[]) tensor.all(9).get(0)).hasSize(Math.toIntExact(count * size));
    }
    Set<String> used = new HashSet<>();
    for (ProtocolFields node : graph.messages(1)) {
      List<String> inputs = node.texts(1).stream().filter(name -> !name.isEmpty()).toList();
      assertThat(known).as(node.texts(3).get(0)).containsAll(inputs);
      used.addAll(inputs);
      node.texts(2).forEach(output -> assertThat(known.add(output)).as(output).isTrue());
    }
    known.removeAll(used);
    assertThat(known).containsExactly("painting");
  }

  private static void assertTyped(ProtocolFields value, String name) {
    assertThat(value.texts(1)).containsExactly(name);
    ProtocolFields tensor = value.message(2).message(1);
    assertThat(tensor.all(1)).containsExactly(1L);
    List<ProtocolFields> sides = tensor.message(2).messages(1);
    assertThat(sides).hasSize(4);
    assertThat(sides.get(1).all(1)).containsExactly(3L);
    assertThat(Arrays.asList(sides.get(0), sides.get(2), sides.get(3)))
        .extracting(side -> side.texts(2).get(0))
        .containsExactly("batch", "height", "width");
  }

  /** The file is a network of this library's, too. */
  @ParameterizedTest
  @CsvSource({"PLAIN, true", "AFFINE, true", "AFFINE, false"})
  void isReadBack(Norm norm, boolean antialiased) throws IOException {
    NDArray photo = Draw.array(manager, 61, new Shape(1, 3, 24, 32), -2, 2);
    try (TransformNetModel model = model(new TransformNet(3, norm, antialiased))) {
      model.exportOnnx(file(), LEVELS);
      try (WeightsFile open = WeightsFile.open(file());
          TransformNetModel same =
              TransformNetModel.load(open, TransformNetFormat.of(open), name -> name)) {
        assertThat(same.net()).isEqualTo(model.net());
        assertThat(same.provenance()).isEqualTo(model.provenance());
        assertThat(same.stylize(photo).toFloatArray())
            .containsExactly(model.stylize(photo).toFloatArray());
      }
    }
  }
}
