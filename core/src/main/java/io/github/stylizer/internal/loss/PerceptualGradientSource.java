package io.github.stylizer.internal.loss;

import java.util.ArrayList;
import java.util.List;

/**
 * The terms of a {@link PerceptualLoss} in TorchScript: each computes from an array {@code x}, a
 * {@code target} and a {@code weight} its value and its gradient by {@code x}.
 */
final class PerceptualGradientSource {
  /** {@code L = weight · mean((x - target)²)}, {@code dL/dx = weight · 2/n · (x - target)}. */
  static final List<String> CONTENT =
      List.of(
          "difference = torch.sub(x, target)",
          "loss = torch.mul(torch.mean(torch.square(difference)), weight)",
          "factor = torch.div(torch.mul(weight, 2.), torch.numel(x))",
          "return [loss, torch.mul_(difference, factor)]");

  /**
   * The differences {@code d} of neighbors: {@code L = weight · Σ|d|}, and {@code sign(d)} flows
   * into the one neighbor and its negative into the other. There is no target.
   */
  static final List<String> TOTAL_VARIATION =
      List.of(
          "across = torch.sub(torch.slice(x, 3, 1), torch.slice(x, 3, 0, -1))",
          "down = torch.sub(torch.slice(x, 2, 1), torch.slice(x, 2, 0, -1))",
          "sum = torch.add(torch.sum(torch.abs(across)), torch.sum(torch.abs(down)))",
          "across = torch.sign(across)",
          "down = torch.sign(down)",
          "g = torch.sub(torch.constant_pad_nd(across, [1, 0]), torch.constant_pad_nd(across, [0,"
              + " 1]))",
          "g = torch.add_(g, torch.constant_pad_nd(down, [0, 0, 1, 0]))",
          "g = torch.sub_(g, torch.constant_pad_nd(down, [0, 0, 0, 1]))",
          "return [torch.mul(sum, weight), torch.mul_(g, weight)]");

  private PerceptualGradientSource() {}

  /**
   * With {@code G = F Fᵀ / (C·H·W)} and {@code D = G - target}: {@code L = weight · mean(D²)} and,
   * since D is symmetric, {@code dL/dF = weight · 4 / (C²·C·H·W) · D F}.
   *
   * @param gpu whether it is for a GPU. On processors, oneDNN computes both products as
   *     convolutions of one pixel two to three times as fast as MKL multiplies matrices: F Fᵀ is
   *     the gradient, by its kernel, of a convolution of F where F comes back, and D F is a
   *     convolution of F with D
   */
  static List<String> style(boolean gpu) {
    List<String> lines = new ArrayList<>();
    lines.add("c = torch.size(x, 1)");
    lines.add("n = torch.numel(x)");
    if (gpu) {
      lines.add("rows = torch.reshape(torch.permute(x, [0, 2, 3, 1]), [-1, c])");
      lines.add("gram = torch.mm(torch.t(rows), rows)");
    } else {
      lines.add(
          "_0, kernel, _1 = torch.convolution_backward(x, x, torch.new_empty(x, [c, c, 1, 1]), None,"
              + " [1, 1], [0, 0], [1, 1], False, [0, 0], 1, [False, True, False])");
      lines.add("gram = torch.reshape(kernel, [c, c])");
    }
    lines.add("difference = torch.sub(torch.div(gram, n), torch.reshape(target, [c, c]))");
    lines.add("loss = torch.mul(torch.mean(torch.square(difference)), weight)");
    lines.add(
        "factor = torch.div(torch.mul(weight, 4.), torch.mul(float(torch.mul(c, c)), float(n)))");
    lines.add("kernel = torch.reshape(torch.mul(difference, factor), [c, c, 1, 1])");
    lines.add("return [loss, torch.conv2d(x, kernel, None)]");
    return lines;
  }
}
