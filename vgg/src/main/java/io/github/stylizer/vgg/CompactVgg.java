package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.internal.io.Resource;
import io.github.stylizer.internal.refine.LinearTaps;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A small network that predicts the feature maps of VGG-19: its convolutions up to relu4_1 with
 * fewer channels, and at each tap a linear map to the channels of VGG-19 ({@link CompactVggMaps}).
 * Trained by a {@link CompactVggTrainer}.
 */
final class CompactVgg implements LinearTaps {
  private static final String RESOURCE = "compact-vgg.safetensors";
  private static final List<String> TAPS = Vgg.COMPACT_TAPS;

  private final CloseGuard guard = new CloseGuard("compact VGG");
  private final VggTaps taps = VggTaps.of(VggVariant.VGG19, TAPS);
  private final NamedTensors weights;
  private final CompactVggBlocks blocks;
  // By the number of taps; each is compiled on first use.
  private final Map<Integer, CompactVggMaps> maps = new ConcurrentHashMap<>();

  private final int convolutions;

  /**
   * Takes over weights.
   *
   * @param weights of the shapes of the layout
   */
  CompactVgg(CompactVggLayout layout, NamedTensors weights) {
    this.weights = weights;
    List<VggLayers.Convolution> layers = layout.layers();
    this.convolutions = 2 * layers.size();
    this.blocks =
        new CompactVggBlocks(
            layers, taps, kernels(parameters()), weights.manager().getDevice(), guard);
    Map<Integer, CompactVggMaps> compiled = maps;
    guard.watch(
        this,
        () -> compiled.values().forEach(CompactVggMaps::close),
        blocks::close,
        weights::close);
  }

  /** Kernel, bias, kernel, bias … of the convolutions, then matrix and bias of each map. */
  private List<NDArray> parameters() {
    return new ArrayList<>(weights.tensors().values());
  }

  private List<NDArray> kernels(List<NDArray> parameters) {
    return parameters.subList(0, convolutions);
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
    CompactVggLayout layout = CompactVggLayout.of(file);
    return new CompactVgg(
        layout, NamedTensors.load(file, layout.shapes(), PyTorchEngine.newManager()));
  }

  /** Loads a network from a file. */
  static CompactVgg load(Path path) throws IOException {
    try (WeightsFile file = WeightsFile.open(path)) {
      return load(file);
    }
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
  public CompactVggBlocks narrow() {
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
          return mapped(blocks.features(images, wanted), wanted, mapWeights(wanted));
        });
  }

  /**
   * Computes all taps with other parameters, to which gradients flow.
   *
   * @param images as for {@link #features(NDArray)}
   * @param parameters in the order of the weights
   */
  NDList featuresWith(NDArray images, Collection<NDArray> parameters) {
    return guard.compute(
        images.getShape(),
        () -> {
          List<NDArray> all = new ArrayList<>(parameters);
          return mapped(
              blocks.features(images, TAPS, kernels(all)),
              TAPS,
              all.subList(convolutions, all.size()));
        });
  }

  private NDList mapped(NDList narrow, List<String> wanted, List<NDArray> mapWeights) {
    NDList mapped = maps(wanted).map(narrow, mapWeights);
    // A recorded graph keeps what it needs.
    narrow.close();
    return mapped;
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
