package io.github.stylizer.fastnet;

import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Networks that are each trained for one style and apply it in one pass: Johnson, Alahi and
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
   * Loads a network. Four layouts are recognized by content, regardless of file name:
   *
   * <ul>
   *   <li>files of {@link TransformModel#save} and {@link TransformModel#saveHalf};
   *   <li>{@code torch.save} files with the layers of {@link TransformNet#kernelShapes};
   *   <li>networks of pytorch/examples' {@code fast_neural_style}, saved by PyTorch or exported as
   *       ONNX, as in the ONNX model zoo;
   *   <li>files of {@link TransformModel#exportOnnx}.
   * </ul>
   *
   * @param file a safetensors, {@code torch.save} or ONNX file
   * @return the network, which the caller closes
   * @throws WeightsFormatException if the file is damaged or holds a different network
   * @throws IOException if the file is missing or cannot be read
   */
  public static TransformModel load(Path file) throws IOException {
    try (WeightsFile open = WeightsFile.open(file)) {
      return load(open);
    }
  }

  /** Loads a network from an open file, which the caller closes. */
  static TransformModel load(WeightsFile file) throws IOException {
    FastNetFile network = FastNetFile.of(file);
    return TransformNetModel.load(file, network.kind(), network.names()::get);
  }
}
