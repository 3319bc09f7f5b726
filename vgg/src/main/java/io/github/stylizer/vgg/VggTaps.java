package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.tensor.ImageTensors;
import java.util.List;
import java.util.Set;

/**
 * What a VGG computes, without its weights.
 *
 * @param layers the convolutions up to the deepest tap
 * @param convolutions those of them whose output is a tap
 */
record VggTaps(List<VggLayers.Convolution> layers, List<VggLayers.Convolution> convolutions) {

  static VggTaps of(VggVariant variant, List<String> names) {
    Set<String> wanted = Set.copyOf(names);
    List<VggLayers.Convolution> layers = VggLayers.upTo(variant, names);
    return new VggTaps(
        layers, layers.stream().filter(layer -> wanted.contains(layer.tap())).toList());
  }

  /** The convolutions up to the deepest of some taps. */
  List<VggLayers.Convolution> layersUpTo(List<String> taps) {
    int deepest = 0;
    for (int i = 0; i < layers.size(); i++) {
      deepest = taps.contains(layers.get(i).tap()) ? i : deepest;
    }
    return layers.subList(0, deepest + 1);
  }

  /** The names, from the shallowest to the deepest. */
  List<String> names() {
    return convolutions.stream().map(VggLayers.Convolution::tap).toList();
  }

  int channels(String tap) {
    return convolutions.stream()
        .filter(layer -> layer.tap().equals(tap))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown tap '" + tap + "', expected one of " + names()))
        .outputs();
  }

  /** Checks what a network is asked for: images of the right shape, and taps that it has. */
  void check(NDArray images, List<String> wanted) {
    ImageTensors.requireBatch(images, minimumSide());
    if (!names().containsAll(wanted)) {
      throw new IllegalArgumentException("the taps are " + names() + ", but found " + wanted);
    }
  }

  int minimumSide() {
    return 1 << layers.get(layers.size() - 1).poolings();
  }
}
