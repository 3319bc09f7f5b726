package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.FeatureExtractorContract;
import io.github.stylizer.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactVggTest extends FeatureExtractorContract {
  @TempDir Path directory;

  @Override
  protected FeatureExtractor open() throws IOException {
    return Vgg.compact();
  }

  @Override
  protected Map<String, Integer> expectedChannels() {
    Map<String, Integer> channels = new LinkedHashMap<>();
    channels.put("relu1_2", 64);
    channels.put("relu2_2", 128);
    channels.put("relu3_4", 256);
    channels.put("relu4_1", 512);
    return channels;
  }

  /** Layer by layer, from weights that are drawn. */
  @Test
  void featuresAreThoseOfPlainLayers() throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      CompactVggLayout.QUARTER
          .shapes()
          .forEach(
              (name, shape) -> {
                double scale =
                    shape.dimension() == 1 ? 0.1 : Math.sqrt(6.0 / shape.slice(1).size());
                tensors.put(name, Draw.array(manager, tensors.size(), shape, -scale, scale));
              });
      Path file = directory.resolve("drawn.safetensors");
      SafetensorsWriter.write(file, tensors, Map.of());
      NDArray images = Draw.array(manager, 100, new Shape(2, 3, 21, 26), -2, 2);
      try (WeightsFile open = WeightsFile.open(file);
          CompactVgg vgg = CompactVgg.load(open)) {
        NDList actual = vgg.features(images);
        List<NDArray> expected = plain(images, tensors);
        for (int i = 0; i < 4; i++) {
          assertThat(actual.get(i).getShape()).isEqualTo(expected.get(i).getShape());
          assertThat(
                  ErrorMeasures.relative(
                      actual.get(i).toFloatArray(), expected.get(i).toFloatArray()))
              .as(vgg.taps().get(i))
              .isLessThan(1e-5);
        }
      }
    }
  }

  @Test
  void aFileMayHaveOtherWidths() throws IOException {
    Path file = directory.resolve("narrow.safetensors");
    try (NDManager manager = NDManager.newBaseManager();
        NamedTensors weights = DrawnCompactVgg.weights()) {
      SafetensorsWriter.write(file, weights.tensors(), Map.of());
      NDArray images = Draw.array(manager, 100, new Shape(2, 3, 21, 26), -2, 2);
      try (FeatureExtractor vgg = Vgg.compact(file)) {
        List<NDArray> expected = plain(images, weights.tensors());
        NDList actual = vgg.features(images);
        for (int i = 0; i < 4; i++) {
          assertThat(
                  ErrorMeasures.relative(
                      actual.get(i).toFloatArray(), expected.get(i).toFloatArray()))
              .isLessThan(1e-5);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "features.5.weight; ; features.5.weight (32, 16, 3, 3) is missing",
        "features.5.weight; 4; features.5.weight is (4), expected",
        "features.5.weight; 0,3,3,3; features.5.weight is (0, 3, 3, 3), expected",
        "features.5.weight; 513,3,3,3; features.5.weight is (513, 3, 3, 3), expected",
        "features.7.weight; 5,4,3,3; features.7.weight is (5, 4, 3, 3), expected (4, 4, 3, 3)",
        "map.relu3_4.weight; 256,19; map.relu3_4.weight is (256, 19), expected (256, 20)",
        "map.relu4_1.bias; ; map.relu4_1.bias (512) is missing"
      })
  void aFileWithoutSuchANetworkIsRefused(String tensor, String shape, String reason)
      throws IOException {
    Path file = directory.resolve("wrong.safetensors");
    try (NamedTensors weights = DrawnCompactVgg.weights()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>(weights.tensors());
      tensors.remove(tensor);
      if (shape != null) {
        long[] sides = Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
        tensors.put(tensor, weights.manager().zeros(new Shape(sides)));
      }
      SafetensorsWriter.write(file, tensors, Map.of());
    }
    assertThatThrownBy(() -> Vgg.compact(file))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason);
  }

  private static List<NDArray> plain(NDArray images, Map<String, NDArray> tensors) {
    List<NDArray> taps = new ArrayList<>();
    NDArray h = images;
    int layer = 0;
    int[] convolutions = {2, 2, 4, 1};
    for (int block = 0; block < convolutions.length; block++) {
      h =
          block == 0
              ? h
              : Pool.maxPool2d(h, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
      NDList outputs = new NDList();
      for (int i = 0; i < convolutions[block]; i++) {
        h = Activation.relu(convolved(h, tensors, "features." + layer));
        outputs.add(h);
        layer += 2;
      }
      layer++;
      String map = String.format(Locale.ROOT, "map.relu%d_%d", block + 1, convolutions[block]);
      NDArray together = outputs.size() == 1 ? h : NDArrays.concat(outputs, 1);
      taps.add(
          together
              .transpose(0, 2, 3, 1)
              .matMul(tensors.get(map + ".weight").transpose())
              .add(tensors.get(map + ".bias"))
              .transpose(0, 3, 1, 2));
    }
    return taps;
  }

  private static NDArray convolved(NDArray input, Map<String, NDArray> tensors, String layer) {
    return Conv2d.conv2d(
            input,
            tensors.get(layer + ".weight"),
            tensors.get(layer + ".bias"),
            new Shape(1, 1),
            new Shape(1, 1))
        .singletonOrThrow();
  }

  /** What it is for: on pictures that training did not see, it explains most of VGG-19. */
  @ParameterizedTest
  @ValueSource(strings = {"content/000023.jpg", "style/000207.jpg"})
  void isCloseToVgg19(String picture) throws IOException {
    Path weights = SharedFiles.path("weights/vgg19-relu4_1.safetensors");
    Path file = SharedFiles.path("images/" + picture);
    try (NDManager manager = NDManager.newBaseManager();
        FeatureExtractor compact = Vgg.compact();
        Vgg vgg = Vgg.builder(VggVariant.VGG19).weights(weights).build()) {
      NDArray image =
          ImageTensors.fromImage(
              manager, ImageResize.longerSide(ImageDecoder.standard().read(file), 256));
      NDList actual = compact.features(image);
      NDList expected = vgg.features(image);
      for (int i = 0; i < 4; i++) {
        NDArray error = actual.get(i).sub(expected.get(i)).square().mean();
        NDArray mean = expected.get(i).mean();
        NDArray variance = expected.get(i).sub(mean).square().mean();
        assertThat(error.getFloat() / variance.getFloat())
            .as(compact.taps().get(i))
            .isLessThan(0.6f);
      }
      NDArray statistics = ChannelStatistics.compute(actual);
      NDArray wanted = ChannelStatistics.compute(expected);
      float error = statistics.sub(wanted).square().mean().getFloat();
      assertThat(error / wanted.square().mean().getFloat()).isLessThan(0.1f);
    }
  }
}
