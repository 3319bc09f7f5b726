package io.github.stylizer.vgg;

import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.ConvWeights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The convolutions of a VGG in order, with torchvision's names. A block is a few 3x3 convolutions,
 * each followed by a ReLU, then a pooling; torchvision counts every one of them as a layer.
 *
 * @see <a href="https://arxiv.org/abs/1409.1556">Simonyan and Zisserman, arXiv 1409.1556</a>, table
 *     1, columns D and E
 */
final class VggLayers {
  private static final int[] CHANNELS = {64, 128, 256, 512, 512};

  /**
   * One convolution and its ReLU.
   *
   * @param layer torchvision's name, for instance {@code features.0}
   * @param tap the name of the ReLU's output, for instance {@code relu1_1}
   * @param inputs channels in
   * @param outputs channels out
   * @param pooled whether the input is pooled first
   * @param poolings the number of poolings before it
   */
  record Convolution(
      String layer, String tap, int inputs, int outputs, boolean pooled, int poolings) {
    Shape kernelShape() {
      return new Shape(outputs, inputs, 3, 3);
    }
  }

  private VggLayers() {}

  static List<Convolution> of(VggVariant variant) {
    int[] blockSizes =
        variant == VggVariant.VGG16 ? new int[] {2, 2, 3, 3, 3} : new int[] {2, 2, 4, 4, 4};
    List<Convolution> convolutions = new ArrayList<>();
    int index = 0;
    int inputs = 3;
    for (int block = 0; block < blockSizes.length; block++) {
      for (int i = 0; i < blockSizes[block]; i++) {
        String tap = "relu" + (block + 1) + "_" + (i + 1);
        boolean pooled = block > 0 && i == 0;
        convolutions.add(
            new Convolution("features." + index, tap, inputs, CHANNELS[block], pooled, block));
        inputs = CHANNELS[block];
        index += 2;
      }
      index++;
    }
    return convolutions;
  }

  /** The convolutions up to the deepest tap. */
  static List<Convolution> upTo(VggVariant variant, List<String> taps) {
    List<Convolution> all = of(variant);
    List<String> names = all.stream().map(Convolution::tap).toList();
    int deepest = -1;
    for (String tap : taps) {
      int position = names.indexOf(tap);
      if (position < 0) {
        throw new IllegalArgumentException(
            variant + " has no tap '" + tap + "'; it has " + String.join(", ", names));
      }
      deepest = Math.max(deepest, position);
    }
    return all.subList(0, deepest + 1);
  }

  static Map<String, Shape> kernelShapes(List<Convolution> convolutions) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    convolutions.forEach(c -> shapes.put(c.layer(), c.kernelShape()));
    return shapes;
  }

  /** The tensors in a cached file: those of every convolution, whichever taps are requested. */
  static Set<String> tensorNames(VggVariant variant) {
    return ConvWeights.shapes(kernelShapes(of(variant))).keySet();
  }
}
