package io.github.stylizer.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.Tensors;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Three small convolutions with drawn weights; smooth, so that differences are good gradients. */
public final class TinyExtractor implements FeatureExtractor {
  private static final Map<String, Integer> CHANNELS = new LinkedHashMap<>();

  static {
    CHANNELS.put("shallow", 4);
    CHANNELS.put("middle", 5);
    CHANNELS.put("deep", 6);
  }

  private static final int MINIMUM_SIDE = 4;
  private static final List<String> SOURCE =
      List.of(
          // Channels last, as a transform network computes, and for the same reason.
          "x = torch.contiguous(x, memory_format=2)",
          "a = torch.tanh(torch.conv2d(x, w[0], None, [1, 1], [1, 1]))",
          "b = torch.avg_pool2d(a, [2, 2], [2, 2])",
          "b = torch.tanh(torch.conv2d(b, w[1], None, [1, 1], [1, 1]))",
          "c = torch.avg_pool2d(b, [2, 2], [2, 2])",
          "c = torch.tanh(torch.conv2d(c, w[2], None, [1, 1], [1, 1]))",
          "return [a, b, c]");

  private final CloseGuard guard = new CloseGuard("extractor");
  private final NDManager manager = NDManager.newBaseManager();
  private final NDList kernels = new NDList();
  private final TorchProgram program;

  /** Opens the extractor. */
  public TinyExtractor() {
    program =
        TorchProgram.compile(
            "x: Tensor, w: List[Tensor]", "List[Tensor]", SOURCE, manager.getDevice());
    int inputs = 3;
    for (int outputs : CHANNELS.values()) {
      Shape shape = new Shape(outputs, inputs, 3, 3);
      NDArray kernel = Draw.array(manager, 60 + inputs, shape, -0.4, 0.4);
      kernels.add(kernel);
      inputs = outputs;
    }
  }

  /**
   * Returns the channels of every tap.
   *
   * @return tap and channels, from the shallowest to the deepest
   */
  public static Map<String, Integer> allChannels() {
    return Collections.unmodifiableMap(CHANNELS);
  }

  @Override
  public List<String> taps() {
    return List.copyOf(CHANNELS.keySet());
  }

  @Override
  public int channels(String tap) {
    Integer channels = CHANNELS.get(tap);
    if (channels == null) {
      throw new IllegalArgumentException("there is no tap '" + tap + "' in " + taps());
    }
    return channels;
  }

  @Override
  public int minimumSide() {
    return MINIMUM_SIDE;
  }

  @Override
  public NDList features(NDArray images) {
    return guard.compute(images.getShape(), () -> run(images));
  }

  @Override
  public NDArray gradient(NDArray images, List<String> taps, UnaryOperator<NDList> atTaps)
      throws InterruptedException {
    return guard.compute(
        images.getShape(), () -> FeatureExtractor.super.gradient(images, taps, atTaps));
  }

  private NDList run(NDArray images) {
    Shape shape = images.getShape();
    if (shape.dimension() != 4
        || shape.get(1) != 3
        || images.getDataType() != DataType.FLOAT32
        || Math.min(shape.get(2), shape.get(3)) < MINIMUM_SIDE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected float32 (N, 3, H, W) with sides of at least %d, but found %s %s",
              MINIMUM_SIDE,
              Tensors.typeName(images.getDataType()),
              shape));
    }
    return program.run(ProgramArguments.of(images).list("w", kernels));
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          program.close();
          manager.close();
        });
  }
}
