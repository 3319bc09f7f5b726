package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.io.Resource;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.refine.LinearTaps;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A small network that predicts the feature maps of VGG-19: its convolutions up to relu4_1 with a
 * quarter of the channels, and at each tap a linear map to the channels of VGG-19 ({@link
 * CompactVggMaps}). Trained with the maps of VGG-19 as the target, on photos, paintings and images
 * that were being optimized through it, since an optimizer finds the weaknesses of a loss.
 */
final class CompactVgg implements LinearTaps {
  private static final String RESOURCE = "compact-vgg.safetensors";
  private static final List<String> TAPS = Vgg.COMPACT_TAPS;
  private static final int SHARE = 4;

  private final CloseGuard guard = new CloseGuard("compact VGG");
  private final List<VggLayers.Convolution> layers = layers();
  private final VggTaps taps = VggTaps.of(VggVariant.VGG19, TAPS);
  private final NamedTensors weights;
  private final CompactVggBlocks blocks;
  // By the number of taps; each is compiled on first use.
  private final Map<Integer, CompactVggMaps> maps = new ConcurrentHashMap<>();

  private CompactVgg(NamedTensors weights) {
    this.weights = weights;
    List<NDArray> convolutions =
        new ArrayList<>(weights.tensors().values()).subList(0, 2 * layers.size());
    this.blocks =
        new CompactVggBlocks(layers, taps, convolutions, weights.manager().getDevice(), guard);
    Map<Integer, CompactVggMaps> compiled = maps;
    guard.watch(
        this,
        () -> compiled.values().forEach(CompactVggMaps::close),
        blocks::close,
        weights::close);
  }

  /** Loads the network that comes with the library. */
  static CompactVgg load() throws IOException {
    Resource resource = Resource.read(CompactVgg.class::getResource, RESOURCE);
    try (WeightsFile file = WeightsFile.open(resource.bytes(), resource.name())) {
      return load(file);
    }
  }

  /** Loads a network from an open file, which the caller closes. */
  static CompactVgg load(WeightsFile file) throws IOException {
    return new CompactVgg(NamedTensors.load(file, shapes(), PyTorchEngine.newManager()));
  }

  /** The convolutions: those of VGG-19, with fewer channels. */
  static List<VggLayers.Convolution> layers() {
    List<VggLayers.Convolution> small = new ArrayList<>();
    for (VggLayers.Convolution layer : VggLayers.upTo(VggVariant.VGG19, TAPS)) {
      int inputs = small.isEmpty() ? layer.inputs() : layer.inputs() / SHARE;
      int outputs = layer.outputs() / SHARE;
      small.add(
          new VggLayers.Convolution(
              layer.layer(), layer.tap(), inputs, outputs, layer.pooled(), layer.poolings()));
    }
    return small;
  }

  /** The shape of every tensor, by name: the convolutions, then the maps. */
  static Map<String, Shape> shapes() {
    Map<String, Shape> kernels = new LinkedHashMap<>(VggLayers.kernelShapes(layers()));
    for (String tap : TAPS) {
      long channels = VggTaps.of(VggVariant.VGG19, List.of(tap)).channels(tap);
      kernels.put("map." + tap, new Shape(channels, CompactVggBlocks.channels(layers(), tap)));
    }
    return ConvWeights.shapes(kernels);
  }

  private CompactVggMaps maps(List<String> wanted) {
    return maps.computeIfAbsent(
        wanted.size(), taps -> new CompactVggMaps(taps, weights.manager().getDevice()));
  }

  /** Matrix and bias for each tap. */
  private List<NDArray> mapWeights(List<String> wanted) {
    List<NDArray> chosen = new ArrayList<>();
    for (String tap : wanted) {
      chosen.add(matrix(tap));
      chosen.add(bias(tap));
    }
    return chosen;
  }

  @Override
  public FeatureExtractor narrow() {
    return blocks;
  }

  @Override
  public NDArray matrix(String tap) {
    return weights.get("map." + tap + ".weight");
  }

  @Override
  public NDArray bias(String tap) {
    return weights.get("map." + tap + ".bias");
  }

  @Override
  public List<String> taps() {
    return taps.names();
  }

  @Override
  public int channels(String tap) {
    return taps.channels(tap);
  }

  @Override
  public int minimumSide() {
    return taps.minimumSide();
  }

  @Override
  public NDList features(NDArray images) {
    return features(images, taps());
  }

  @Override
  public NDList features(NDArray images, List<String> wanted) {
    return guard.compute(
        images.getShape(),
        () -> {
          taps.check(images, wanted);
          if (wanted.isEmpty()) {
            return new NDList();
          }
          NDList narrow = blocks.features(images, wanted);
          NDList mapped = maps(wanted).map(narrow, mapWeights(wanted));
          // A recorded graph keeps what it needs.
          narrow.close();
          return mapped;
        });
  }

  @Override
  public NDArray gradient(NDArray images, List<String> wanted, UnaryOperator<NDList> atTaps) {
    CompactVggMaps mapping = maps(wanted);
    List<NDArray> chosen = mapWeights(wanted);
    return blocks.gradient(
        images,
        wanted,
        narrow -> mapping.gradient(atTaps.apply(mapping.map(narrow, chosen)), chosen));
  }

  @Override
  public void close() {
    guard.close();
  }
}
