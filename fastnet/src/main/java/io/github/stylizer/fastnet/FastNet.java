package io.github.stylizer.fastnet;

import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Networks that were trained for one style each and paint it in one pass: Johnson, Alahi and
 * Fei-Fei, <a href="https://arxiv.org/abs/1603.08155">arXiv 1603.08155</a>. {@link FastNetTrainer}
 * trains them.
 *
 * <pre>{@code
 * try (TransformModel mosaic = FastNet.load(Path.of("mosaic.safetensors"))) {
 *   BufferedImage painted = Stylizer.style(mosaic).apply(photo);
 * }
 * }</pre>
 */
public final class FastNet {
  private FastNet() {}

  /**
   * Loads a network. Three layouts are recognized from what is in the file, whatever its name:
   *
   * <ul>
   *   <li>those of {@link TransformModel#save} and {@link TransformModel#saveHalf};
   *   <li>a file of {@code torch.save} with the layers of {@link TransformNet#kernelShapes};
   *   <li>a network of {@code fast_neural_style} of pytorch/examples.
   * </ul>
   *
   * @param file a safetensors file or one of {@code torch.save}
   * @return the network, which the caller closes
   * @throws WeightsFormatException if the file is damaged or holds another network
   * @throws IOException if the file is missing or cannot be read
   */
  public static TransformModel load(Path file) throws IOException {
    try (WeightsFile open = WeightsFile.open(file)) {
      return load(open);
    }
  }

  /** Loads a network from an open file, which stays the caller's. */
  static TransformModel load(WeightsFile file) throws IOException {
    FastNetFile network = FastNetFile.of(file);
    return TransformNetModel.load(file, network.kind(), network.names()::get);
  }
}
