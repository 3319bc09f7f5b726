package io.github.stylizer.vgg;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.internal.weights.NamedTensors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The linear maps of a {@link CompactVgg}: at each tap a matrix, from the outputs of all
 * convolutions of a block, side by side, to the channels of VGG-19. Holds native programs until it
 * is closed.
 */
final class CompactVggMaps implements AutoCloseable {
  private final List<String> inputs;
  private final List<NDArray> parameters = new ArrayList<>();
  private final TorchProgram features;
  private final TorchProgram mapped;
  private final TorchProgram gradients;

  /**
   * Compiles the maps of some taps.
   *
   * @param layers all convolutions
   * @param taps the taps, at least one
   * @param weights convolutions and maps, which stay the caller's
   */
  CompactVggMaps(List<VggLayers.Convolution> layers, List<String> taps, NamedTensors weights) {
    List<VggLayers.Convolution> block = new ArrayList<>();
    taps.forEach(tap -> block.addAll(block(layers, tap)));
    this.inputs = block.stream().map(VggLayers.Convolution::tap).toList();
    List<VggLayers.Convolution> run = layersUpTo(layers, inputs);
    for (VggLayers.Convolution layer : run) {
      parameters.add(weights.get(layer.layer() + ".weight"));
      parameters.add(weights.get(layer.layer() + ".bias"));
    }
    for (String tap : taps) {
      parameters.add(weights.get("map." + tap + ".weight"));
      parameters.add(weights.get("map." + tap + ".bias"));
    }
    Device device = weights.manager().getDevice();
    List<String> source =
        VggProgram.source(run, new LinkedHashSet<>(inputs), Pooling.MAX, Precision.FLOAT32);
    source.set(source.size() - 1, "f = [" + String.join(", ", inputs) + "]");
    source.addAll(mapped(layers, taps, 2 * run.size()));
    this.features = TorchProgram.compile(VggProgram.PARAMETERS, VggProgram.RETURNS, source, device);
    this.mapped =
        TorchProgram.compile(
            "f: List[Tensor], w: List[Tensor]",
            "List[Tensor]",
            mapped(layers, taps, 2 * run.size()),
            device);
    this.gradients =
        TorchProgram.compile(
            "g: List[Tensor], w: List[Tensor]",
            "List[Tensor]",
            gradients(layers, taps, 2 * run.size()),
            device);
  }

  /** The shape of the map of a tap. */
  static Shape shape(List<VggLayers.Convolution> layers, String tap) {
    long channels = block(layers, tap).stream().mapToInt(VggLayers.Convolution::outputs).sum();
    return new Shape(VggTaps.of(VggVariant.VGG19, List.of(tap)).channels(tap), channels);
  }

  /** The convolutions of a tap's block, up to the tap. */
  private static List<VggLayers.Convolution> block(List<VggLayers.Convolution> layers, String tap) {
    String prefix = tap.substring(0, tap.indexOf('_') + 1);
    return layers.stream().filter(layer -> layer.tap().startsWith(prefix)).toList();
  }

  static List<VggLayers.Convolution> layersUpTo(
      List<VggLayers.Convolution> layers, List<String> names) {
    return new VggTaps(layers, layers).layersUpTo(names);
  }

  /** The convolutions whose outputs are mapped. */
  List<String> inputs() {
    return inputs;
  }

  /** Computes the mapped feature maps; gradients flow through them. */
  NDList features(NDArray images) {
    return features.run(ProgramArguments.of(images).list("w", parameters));
  }

  /**
   * Computes the gradient with respect to the outputs of {@link #inputs}.
   *
   * @param atTaps as in {@link io.github.stylizer.FeatureExtractor#gradient}
   */
  NDList gradient(NDList outputs, UnaryOperator<NDList> atTaps) {
    NDList values = mapped.run(ProgramArguments.of().list("f", outputs).list("w", parameters));
    NDList atMaps = atTaps.apply(values);
    return gradients.run(ProgramArguments.of().list("g", atMaps).list("w", parameters));
  }

  private static List<String> mapped(
      List<VggLayers.Convolution> layers, List<String> taps, int firstMap) {
    List<String> lines = new ArrayList<>();
    List<String> results = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < taps.size(); i++) {
      List<String> parts = new ArrayList<>();
      for (int j = 0; j < block(layers, taps.get(i)).size(); j++) {
        parts.add("f[%d]".formatted(next++));
      }
      results.add("m%d".formatted(i));
      String together = "torch.cat([" + String.join(", ", parts) + "], 1)";
      String product = "torch.linear(torch.permute(%s, [0, 2, 3, 1]), w[%d], w[%d])";
      lines.add(
          "m%d = torch.permute(%s, [0, 3, 1, 2])"
              .formatted(i, product.formatted(together, firstMap + 2 * i, firstMap + 2 * i + 1)));
    }
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }

  private static List<String> gradients(
      List<VggLayers.Convolution> layers, List<String> taps, int firstMap) {
    List<String> lines = new ArrayList<>();
    List<String> results = new ArrayList<>();
    for (int i = 0; i < taps.size(); i++) {
      lines.add(
          "b%d = torch.matmul(torch.permute(g[%d], [0, 2, 3, 1]), w[%d])"
              .formatted(i, i, firstMap + 2 * i));
      lines.add("b%d = torch.permute(b%d, [0, 3, 1, 2])".formatted(i, i));
      int from = 0;
      for (VggLayers.Convolution layer : block(layers, taps.get(i))) {
        int to = from + layer.outputs();
        results.add("torch.slice(b%d, 1, %d, %d)".formatted(i, from, to));
        from = to;
      }
    }
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }

  @Override
  public void close() {
    features.close();
    mapped.close();
    gradients.close();
  }
}
