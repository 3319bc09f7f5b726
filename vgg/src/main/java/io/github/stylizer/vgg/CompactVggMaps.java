package io.github.stylizer.vgg;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The linear maps of a {@link CompactVgg}: at each tap a matrix, from the channels of {@link
 * CompactVggBlocks} to those of VGG-19. Products of matrices, not 1x1 convolutions, which oneDNN
 * computes wrongly on some processors. Holds native programs until it is closed.
 */
final class CompactVggMaps implements AutoCloseable {
  private static final String PARAMETERS = "f: List[Tensor], w: List[Tensor]";

  private final TorchProgram map;
  private final TorchProgram gradient;

  /**
   * Compiles the maps.
   *
   * @param taps their number, at least 1
   */
  CompactVggMaps(int taps, Device device) {
    this.map = TorchProgram.compile(PARAMETERS, VggProgram.RETURNS, mapped(taps), device);
    this.gradient = TorchProgram.compile(PARAMETERS, VggProgram.RETURNS, gradients(taps), device);
  }

  /**
   * Maps; gradients flow through it.
   *
   * @param narrow a feature map for each tap
   * @param weights matrix and bias for each tap
   */
  NDList map(NDList narrow, List<NDArray> weights) {
    return map.run(ProgramArguments.of().list("f", narrow).list("w", weights));
  }

  /** Returns the gradient with respect to the narrow feature maps. */
  NDList gradient(NDList atMaps, List<NDArray> weights) {
    return gradient.run(ProgramArguments.of().list("f", atMaps).list("w", weights));
  }

  private static List<String> mapped(int taps) {
    return perTap(taps, "torch.linear(torch.permute(f[%d], [0, 2, 3, 1]), w[%d], w[%d])");
  }

  private static List<String> gradients(int taps) {
    return perTap(taps, "torch.matmul(torch.permute(f[%d], [0, 2, 3, 1]), w[%d])");
  }

  private static List<String> perTap(int taps, String product) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < taps; i++) {
      results.add(
          String.format(
              Locale.ROOT,
              "torch.permute(%s, [0, 3, 1, 2])",
              String.format(Locale.ROOT, product, i, 2 * i, 2 * i + 1)));
    }
    return List.of("return [" + String.join(", ", results) + "]");
  }

  @Override
  public void close() {
    map.close();
    gradient.close();
  }
}
