package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.io.Resource;
import io.github.stylizer.internal.nn.ConvWeights;
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
final class CompactVgg implements FeatureExtractor {
  private static final String RESOURCE = "compact-vgg.safetensors";
  private static final List<String> TAPS = Vgg.COMPACT_TAPS;
  private static final int SHARE = 4;

  private final CloseGuard guard = new CloseGuard("compact VGG");
  private final List<VggLayers.Convolution> layers = layers();
  private final VggTaps taps = VggTaps.of(VggVariant.VGG19, TAPS);
  private final NamedTensors weights;
  private final List<NDArray> convolutions;
  // By the taps that they return; each is compiled on first use.
  private final Map<List<String>, CompactVggMaps> maps = new ConcurrentHashMap<>();
  private final Map<List<String>, VggGradient> gradients = new ConcurrentHashMap<>();

  private CompactVgg(NamedTensors weights) {
    this.weights = weights;
    this.convolutions = new ArrayList<>(weights.tensors().values()).subList(0, 2 * layers.size());
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
      kernels.put("map." + tap, CompactVggMaps.shape(layers(), tap));
    }
    return ConvWeights.shapes(kernels);
  }

  private CompactVggMaps maps(List<String> wanted) {
    return maps.computeIfAbsent(
        List.copyOf(wanted), tapNames -> new CompactVggMaps(layers, tapNames, weights));
  }

  private VggGradient gradient(List<String> inputs) {
    return gradients.computeIfAbsent(
        List.copyOf(inputs),
        names ->
            new VggGradient(
                CompactVggMaps.layersUpTo(layers, names),
                names,
                Pooling.MAX,
                weights.manager().getDevice()));
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
          return wanted.isEmpty() ? new NDList() : maps(wanted).features(images);
        });
  }

  @Override
  public NDArray gradient(NDArray images, List<String> wanted, UnaryOperator<NDList> atTaps) {
    return guard.compute(
        images.getShape(),
        () -> {
          taps.check(images, wanted);
          CompactVggMaps chosen = maps(wanted);
          return gradient(chosen.inputs())
              .at(images, new NDList(convolutions), outputs -> chosen.gradient(outputs, atTaps));
        });
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          maps.values().forEach(CompactVggMaps::close);
          gradients.values().forEach(VggGradient::close);
          weights.close();
        });
  }
}
