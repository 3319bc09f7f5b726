package io.github.stylizer.vgg;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The narrow feature maps of a {@link CompactVgg}: at each tap the outputs of all convolutions of
 * its block up to the tap, side by side. Has native programs until it is closed; the weights are
 * the caller's.
 */
final class CompactVggBlocks implements FeatureExtractor {
  private static final String LISTS = "x: List[Tensor]";

  private final List<VggLayers.Convolution> layers;
  private final VggTaps taps;
  private final List<NDArray> weights;
  private final Device device;
  private final CloseGuard guard;
  // By the taps that they return; each is compiled on first use.
  private final Map<List<String>, TorchProgram> programs = new ConcurrentHashMap<>();
  private final Map<List<String>, BlockGradient> gradients = new ConcurrentHashMap<>();

  /** The gradient with respect to images: of all outputs, which are joined to taps and split. */
  private record BlockGradient(VggGradient gradient, TorchProgram join, TorchProgram split)
      implements AutoCloseable {

    @Override
    public void close() {
      gradient.close();
      join.close();
      split.close();
    }
  }

  /**
   * Compiles nothing yet.
   *
   * @param layers all convolutions
   * @param taps at the end of each block
   * @param weights kernel, bias, kernel, bias … of the convolutions
   * @param guard of the owner, which closes this
   */
  CompactVggBlocks(
      List<VggLayers.Convolution> layers,
      VggTaps taps,
      List<NDArray> weights,
      Device device,
      CloseGuard guard) {
    this.layers = layers;
    this.taps = taps;
    this.weights = weights;
    this.device = device;
    this.guard = guard;
  }

  /** The number of channels at a tap. */
  static int channels(List<VggLayers.Convolution> layers, String tap) {
    return block(layers, tap).stream().mapToInt(VggLayers.Convolution::outputs).sum();
  }

  /** The convolutions of a tap's block, up to the tap. */
  private static List<VggLayers.Convolution> block(List<VggLayers.Convolution> layers, String tap) {
    String prefix = tap.substring(0, tap.indexOf('_') + 1);
    return layers.stream().filter(layer -> layer.tap().startsWith(prefix)).toList();
  }

  @Override
  public List<String> taps() {
    return taps.names();
  }

  @Override
  public int channels(String tap) {
    taps.channels(tap);
    return channels(layers, tap);
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
          return wanted.isEmpty() ? new NDList() : features(images, wanted, weights);
        });
  }

  /**
   * Computes taps with other weights, to which gradients flow.
   *
   * @param wanted at least one tap
   * @param kernels in the order of the constructor
   */
  NDList features(NDArray images, List<String> wanted, List<NDArray> kernels) {
    return programs
        .computeIfAbsent(List.copyOf(wanted), this::compile)
        .run(ProgramArguments.of(images).list("w", kernels));
  }

  @Override
  public NDArray gradient(NDArray images, List<String> wanted, UnaryOperator<NDList> atTaps) {
    return guard.compute(
        images.getShape(),
        () -> {
          taps.check(images, wanted);
          BlockGradient compiled =
              gradients.computeIfAbsent(List.copyOf(wanted), this::compileGradient);
          return compiled
              .gradient()
              .at(
                  images,
                  weights,
                  outputs -> {
                    NDList joined = compiled.join().run(ProgramArguments.of().list("x", outputs));
                    NDList found = atTaps.apply(joined);
                    return compiled.split().run(ProgramArguments.of().list("x", found));
                  });
        });
  }

  private List<VggLayers.Convolution> outputs(List<String> wanted) {
    List<VggLayers.Convolution> outputs = new ArrayList<>();
    wanted.forEach(tap -> outputs.addAll(block(layers, tap)));
    return outputs;
  }

  private TorchProgram compile(List<String> wanted) {
    List<String> names = outputs(wanted).stream().map(VggLayers.Convolution::tap).toList();
    List<String> source =
        VggProgram.source(
            taps.layersUpTo(wanted), new LinkedHashSet<>(names), Pooling.MAX, Precision.FLOAT32);
    source.set(source.size() - 1, "x = [" + String.join(", ", names) + "]");
    source.addAll(join(wanted));
    return TorchProgram.compile(VggProgram.PARAMETERS, VggProgram.RETURNS, source, device);
  }

  private BlockGradient compileGradient(List<String> wanted) {
    List<String> names = outputs(wanted).stream().map(VggLayers.Convolution::tap).toList();
    return new BlockGradient(
        new VggGradient(taps.layersUpTo(wanted), names, Pooling.MAX, device),
        TorchProgram.compile(LISTS, VggProgram.RETURNS, join(wanted), device),
        TorchProgram.compile(LISTS, VggProgram.RETURNS, split(wanted), device));
  }

  /** Lines that put the outputs {@code x} of each block side by side. */
  private List<String> join(List<String> wanted) {
    List<String> blocks = new ArrayList<>();
    int next = 0;
    for (String tap : wanted) {
      List<String> parts = new ArrayList<>();
      for (int i = block(layers, tap).size(); i > 0; i--) {
        parts.add(String.format(Locale.ROOT, "x[%d]", next++));
      }
      blocks.add("torch.cat([" + String.join(", ", parts) + "], 1)");
    }
    return List.of("return [" + String.join(", ", blocks) + "]");
  }

  /** Lines that take apart what {@link #join} put together. */
  private List<String> split(List<String> wanted) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      int from = 0;
      for (VggLayers.Convolution layer : block(layers, wanted.get(i))) {
        int to = from + layer.outputs();
        parts.add(String.format(Locale.ROOT, "torch.slice(x[%d], 1, %d, %d)", i, from, to));
        from = to;
      }
    }
    return List.of("return [" + String.join(", ", parts) + "]");
  }

  /** Frees the programs. */
  @Override
  public void close() {
    programs.values().forEach(TorchProgram::close);
    gradients.values().forEach(BlockGradient::close);
  }
}
