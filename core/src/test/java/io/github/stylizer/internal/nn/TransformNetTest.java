package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.torch.Tensors;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the network in each of the ways to run it. */
class TransformNetTest {
  private static final TransformNet NET = TransformNet.of(4);
  private static final CompiledTransformNet PROGRAM = NET.compile(Device.cpu());

  private enum Way {
    LAYERS,
    PROGRAM_FOR_USE,
    PROGRAM_FOR_TRAINING;

    NDArray apply(NDArray images, ConvWeights weights) {
      return this == LAYERS
          ? NET.apply(images, weights)
          : CompiledTransformNetTest.apply(PROGRAM, images, weights, this == PROGRAM_FOR_TRAINING);
    }

    float[] numbers(NDArray images, ConvWeights weights) {
      return apply(images, weights).toFloatArray();
    }
  }

  private final NDManager manager = NDManager.newBaseManager();
  private final NDManager owner = NDManager.newBaseManager();
  private final Map<String, NDArray> tensors = OwnWeights.NONE.draw(owner, NET, 1);
  private final ConvWeights weights = ConvWeights.of(tensors);
  private final NDArray images = Draw.array(manager, 1, new Shape(3, 3, 22, 17), -2, 2);

  @AfterEach
  void close() {
    manager.close();
    owner.close();
  }

  @AfterAll
  static void closeProgram() {
    PROGRAM.close();
  }

  /** As docs/security.md says. */
  @Test
  void memoryIsAbout300BytesAPixel() {
    assertThat(TransformNet.of(32).bytesPerPixel(Precision.FLOAT32)).isBetween(270L, 330L);
  }

  private ConvWeights with(String name, NDArray tensor) {
    Map<String, NDArray> changed = new LinkedHashMap<>(tensors);
    changed.put(name, tensor);
    return ConvWeights.of(changed);
  }

  @ParameterizedTest
  @EnumSource
  void theScaleOfAFilterMakesNoDifference(Way way) {
    float[] expected = way.numbers(images, weights);
    // One factor for each filter of each layer but the last, and biases that the norms cancel.
    Map<String, NDArray> scaled = new LinkedHashMap<>(tensors);
    for (String layer : weights.layers().subList(0, 15)) {
      NDArray kernel = weights.kernel(layer);
      Shape each = new Shape(kernel.getShape().get(0), 1, 1, 1);
      scaled.put(layer + ".weight", kernel.mul(Draw.array(owner, 2, each, 2, 5)));
      scaled.put(layer + ".bias", weights.bias(layer).add(1f));
    }
    float[] actual = way.numbers(images, ConvWeights.of(scaled));
    assertThat(ErrorMeasures.relative(actual, expected)).isLessThan(2e-3);
  }

  @ParameterizedTest
  @EnumSource
  void everyLayerMatters(Way way) {
    float[] before = way.numbers(images, weights);
    for (String layer : weights.layers()) {
      float[] after = way.numbers(images, with(layer + ".weight", weights.kernel(layer).flip(2)));
      assertThat(ErrorMeasures.relative(after, before)).as(layer).isGreaterThan(0.01);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchIsItsPicturesOneByOne(Way way) {
    NDArray together = way.apply(images, weights);
    for (int n = 0; n < 3; n++) {
      NDArray alone = way.apply(images.get(n + ":" + (n + 1)), weights);
      assertThat(ErrorMeasures.relative(together.get(n).toFloatArray(), alone.toFloatArray()))
          .isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPictureMayHaveWeightsOfItsOwn(Way way) {
    NDArray together = way.apply(images, ConvWeights.of(OwnWeights.ALL.draw(owner, NET, 3)));
    for (int n = 0; n < 3; n++) {
      ConvWeights own = ConvWeights.of(OwnWeights.ofPicture(owner, NET, n));
      NDArray alone = way.apply(images.get(n + ":" + (n + 1)), own);
      assertThat(ErrorMeasures.relative(together.get(n).toFloatArray(), alone.toFloatArray()))
          .isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sameInputGivesSameOutput(Way way) {
    float[] first = way.numbers(images, weights);
    for (int i = 0; i < 4; i++) {
      assertThat(way.numbers(images, weights)).containsExactly(first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void constantPictureGivesFiniteNumbers(Way way) {
    for (float level : new float[] {0, -2.1f, 2.6f}) {
      for (float value : way.numbers(manager.full(new Shape(1, 3, 64, 40), level), weights)) {
        assertThat(value).isFinite();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PROGRAM_FOR_USE", "PROGRAM_FOR_TRAINING"})
  void lowContrastIsNotLostInRounding(Way way) {
    NDArray faint = Draw.array(manager, 4, new Shape(1, 3, 256, 256), 2.0, 2.2);
    assertThat(
            ErrorMeasures.rootMeanSquare(
                way.numbers(faint, weights), NET.apply(faint, weights).toFloatArray()))
        .isLessThan(1e-3);
  }

  @ParameterizedTest
  @EnumSource
  void resultIsTheOnlyArrayLeft(Way way) {
    ConvWeights own = ConvWeights.of(OwnWeights.ALL.draw(owner, NET, 3));
    for (ConvWeights each : List.of(weights, own)) {
      NDList before = new NDList(manager.getManagedArrays());
      int owned = owner.getManagedArrays().size();
      NDArray result = way.apply(images, each);
      before.add(result);
      assertThat(manager.getManagedArrays()).containsExactlyInAnyOrderElementsOf(before);
      assertThat(owner.getManagedArrays()).hasSize(owned);
      assertThat(result.getManager()).isSameAs(manager);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsAddedToTheManagerOfTheWeights(Way way) {
    owner.cap();
    assertThat(way.apply(images, weights).getShape()).isEqualTo(images.getShape());
  }

  @ParameterizedTest
  @EnumSource
  void imagesAndWeightsAreNotModified(Way way) {
    float[] pixels = images.toFloatArray();
    List<float[]> numbers = tensors.values().stream().map(NDArray::toFloatArray).toList();
    way.apply(images, weights);
    assertThat(images.toFloatArray()).containsExactly(pixels);
    int next = 0;
    for (NDArray tensor : tensors.values()) {
      assertThat(tensor.toFloatArray()).containsExactly(numbers.get(next++));
    }
  }

  @ParameterizedTest
  @EnumSource
  void imagesMayBeAViewOrHaveAName(Way way) {
    float[] expected = way.numbers(images, weights);
    NDArray view = images.transpose(0, 1, 3, 2).duplicate().transpose(0, 1, 3, 2);
    assertThat(ErrorMeasures.relative(way.numbers(view, weights), expected)).isLessThan(1e-4);
    for (String name : List.of("photo.jpg", "w[]", "x()", "module_method:forward")) {
      images.setName(name);
      assertThat(way.numbers(images, weights)).containsExactly(expected);
      assertThat(images.getName()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @EnumSource
  void smallestPictureIsTaken(Way way) {
    int side = TransformNet.MINIMUM_SIDE;
    NDArray small = Draw.array(manager, 3, new Shape(1, 3, side, side), -2, 2);
    assertThat(way.apply(small, weights).getShape()).isEqualTo(small.getShape());
  }

  private void assertRefused(Way way, NDArray pictures, ConvWeights wrong, String... inMessage) {
    NDList before = new NDList(manager.getManagedArrays());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> way.apply(pictures, wrong))
        .withMessageContainingAll(inMessage)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    assertThat(manager.getManagedArrays()).containsExactlyInAnyOrderElementsOf(before);
  }

  @ParameterizedTest
  @EnumSource
  void otherImagesAreRefused(Way way) {
    for (Shape shape :
        List.of(new Shape(3, 20, 20), new Shape(1, 4, 20, 20), new Shape(1, 1, 3, 20, 20))) {
      assertRefused(way, manager.zeros(shape), weights, shape.toString(), "(N, 3, H, W)");
    }
    for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT16, DataType.UINT8)) {
      NDArray other = manager.zeros(new Shape(1, 3, 20, 20), type);
      assertRefused(way, other, weights, Tensors.typeName(type), "float32");
    }
    assertRefused(way, manager.zeros(new Shape(1, 3, 15, 40)), weights, "40x15", "16");
    assertRefused(way, manager.zeros(new Shape(1, 3, 40, 15)), weights, "15x40", "16");
  }

  @ParameterizedTest
  @EnumSource
  void missingLayerIsNamed(Way way) {
    tensors.remove("residuals.2.conv.5.weight");
    tensors.remove("residuals.2.conv.5.bias");
    assertRefused(way, images, ConvWeights.of(tensors), "residuals.2.conv.5", "residuals.2.conv.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "downsampling.5.weight | 8,4,3,5   | (8, 4, 3, 3)",
        "downsampling.5.weight | 4,8,3,3   | (8, 4, 3, 3)",
        "downsampling.5.weight | 2,8,4,3,3 | 3 pictures",
        "downsampling.5.weight | 3,8,4,3,3 | (8, 4, 3, 3)",
        "upsampling.11.bias    | 4         | (3)",
        "upsampling.11.bias    | 3,3       | (3)",
      })
  void otherShapesOfWeightsAreShown(String name, String shape, String expected) {
    NDArray tensor =
        owner.zeros(
            new Shape(List.of(shape.split(",")).stream().mapToLong(Long::parseLong).toArray()));
    String layer = name.substring(0, name.lastIndexOf('.'));
    for (Way way : Way.values()) {
      assertRefused(way, images, with(name, tensor), layer, tensor.getShape().toString(), expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherTypesOfWeightsAreShown(Way way) {
    for (String name : List.of("upsampling.2.weight", "upsampling.2.bias")) {
      NDArray half = tensors.get(name).toType(DataType.FLOAT16, true);
      assertRefused(way, images, with(name, half), "upsampling.2", "float16", "float32");
    }
  }
}
