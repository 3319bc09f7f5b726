package io.github.stylizer.metanet;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A small replacement for VGG where only statistics of paintings are needed: a VGG-16 (arXiv
 * 1409.1556) up to relu4_1, with a quarter of its channels and one convolution in the last block.
 * An {@link EncoderTrainer} trains it to predict the statistics of a VGG.
 *
 * <p>Safe for concurrent use; {@link #close()} blocks until calls in progress finish. Owns its
 * weights until then.
 */
public final class CompactEncoder implements FeatureExtractor {
  private static final List<Convolution> LAYERS =
      List.of(
          new Convolution("features.0", "relu1_1", 3, 16, false),
          new Convolution("features.2", "relu1_2", 16, 16, false),
          new Convolution("features.5", "relu2_1", 16, 32, true),
          new Convolution("features.7", "relu2_2", 32, 32, false),
          new Convolution("features.10", "relu3_1", 32, 64, true),
          new Convolution("features.12", "relu3_2", 64, 64, false),
          new Convolution("features.14", "relu3_3", 64, 64, false),
          new Convolution("features.19", "relu4_1", 64, 128, true));
  static final List<String> TAPS = List.of("relu1_2", "relu2_2", "relu3_3", "relu4_1");
  private static final int POOLED = 8;

  /** The number of statistics of a painting. */
  static final int STATISTICS = 2 * (16 + 32 + 64 + 128);

  private final CloseGuard guard = new CloseGuard("encoder");
  private final NamedTensors weights;
  private final TorchProgram program;

  private record Convolution(String layer, String tap, int inputs, int outputs, boolean pooled) {}

  private CompactEncoder(NamedTensors weights) {
    this.weights = weights;
    this.program = compile(weights.manager().getDevice());
    guard.watch(this, program::close, weights::close);
  }

  /**
   * Loads an encoder.
   *
   * @param file a safetensors file written by an {@link EncoderTrainer}; other tensors in it are
   *     ignored
   * @return the encoder, which the caller closes
   * @throws io.github.stylizer.WeightsFormatException if the file is damaged or holds something
   *     else
   * @throws IOException if the file is missing or cannot be read
   */
  public static CompactEncoder load(Path file) throws IOException {
    try (WeightsFile weights = WeightsFile.open(file)) {
      return load(weights);
    }
  }

  /** Loads an encoder from an open file, which the caller closes. */
  static CompactEncoder load(WeightsFile weights) throws IOException {
    NamedTensors read = NamedTensors.load(weights, tensorShapes(), PyTorchEngine.newManager());
    try {
      return new CompactEncoder(read);
    } catch (RuntimeException e) {
      read.close();
      throw e;
    }
  }

  /** The shapes of kernel, bias, kernel, bias … by their names, in the order of the network. */
  static Map<String, Shape> tensorShapes() {
    Map<String, Shape> kernels = new LinkedHashMap<>();
    LAYERS.forEach(
        layer -> kernels.put(layer.layer(), new Shape(layer.outputs(), layer.inputs(), 3, 3)));
    return ConvWeights.shapes(kernels);
  }

  /** Compiles the network to a program that computes the taps from images and weights. */
  static TorchProgram compile(Device device) {
    List<String> lines = new ArrayList<>();
    // memory_format 2 is torch.channels_last.
    lines.add("h = torch.contiguous(x, memory_format=2)");
    for (int i = 0; i < LAYERS.size(); i++) {
      Convolution layer = LAYERS.get(i);
      if (layer.pooled()) {
        lines.add("h = torch.max_pool2d(h, [2, 2], [2, 2])");
      }
      lines.add(
          String.format(
              Locale.ROOT,
              "h = torch.relu_(torch.conv2d(h, w[%d], w[%d], [1, 1], [1, 1]))",
              2 * i,
              2 * i + 1));
      lines.add(layer.tap() + " = h");
    }
    lines.add("return [" + String.join(", ", TAPS) + "]");
    return TorchProgram.compile("x: Tensor, w: List[Tensor]", "List[Tensor]", lines, device);
  }

  /**
   * Runs {@link #compile}'s program.
   *
   * @param parameters kernel, bias, kernel, bias …; not modified
   */
  static NDList run(TorchProgram program, NDArray images, Collection<NDArray> parameters) {
    return program.run(ProgramArguments.of(images).list("w", parameters));
  }

  @Override
  public List<String> taps() {
    return TAPS;
  }

  @Override
  public int channels(String tap) {
    if (!TAPS.contains(tap)) {
      throw new IllegalArgumentException("unknown tap '" + tap + "', expected one of " + TAPS);
    }
    return LAYERS.stream().filter(layer -> layer.tap().equals(tap)).findFirst().get().outputs();
  }

  @Override
  public int minimumSide() {
    return POOLED;
  }

  @Override
  public NDList features(NDArray images) {
    return guard.compute(
        images.getShape(),
        () -> {
          ImageTensors.requireBatch(images, minimumSide());
          return run(program, images, weights.tensors().values());
        });
  }

  @Override
  public NDArray gradient(NDArray images, List<String> taps, UnaryOperator<NDList> atTaps)
      throws InterruptedException {
    return guard.compute(
        images.getShape(), () -> FeatureExtractor.super.gradient(images, taps, atTaps));
  }

  /** Blocks until calls in progress finish, then frees the weights. */
  @Override
  public void close() {
    guard.close();
  }
}
