package io.github.stylizer.nn;

import ai.djl.Device;
import io.github.stylizer.nn.TransformLayer.Residual;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a transform network as a TorchScript program: {@code forward(x: Tensor, w: List[Tensor])
 * -> Tensor}, where {@code w} is kernel and bias of every layer in order. Feature maps are kept
 * channels-last, which oneDNN convolves without reordering them at every layer.
 */
final class TransformProgram {
  private static final String PARAMETERS = "x: Tensor, w: List[Tensor]";

  private final boolean affine;
  private final boolean differentiable;
  private final List<String> lines = new ArrayList<>();
  private int next;

  private TransformProgram(boolean affine, boolean differentiable) {
    this.affine = affine;
    this.differentiable = differentiable;
  }

  /**
   * Compiles the program.
   *
   * @param differentiable whether it is for training; the two compute the same, each in its
   *     quickest way
   */
  static TorchProgram compile(TransformNet net, Device device, boolean differentiable) {
    TransformProgram program = new TransformProgram(net.affine(), differentiable);
    program.write(net.layers());
    return TorchProgram.compile(PARAMETERS, "Tensor", program.lines, device);
  }

  private void write(List<TransformLayer> layers) {
    lines.add("height = torch.size(x, 2)");
    lines.add("width = torch.size(x, 3)");
    // memory_format 2 is torch.channels_last.
    lines.add("h = torch.contiguous(x, memory_format=2)");
    for (TransformLayer layer : layers) {
      if (layer.residual() == Residual.FIRST) {
        lines.add("block = h");
      }
      writePadding(layer);
      writeConvolution(layer);
      if (layer.hasNorm()) {
        writeNorm(layer);
      }
    }
    lines.add("h = torch.slice(torch.slice(h, 2, 0, height), 3, 0, width)");
    lines.add("return torch.contiguous(h)");
  }

  private void writePadding(TransformLayer layer) {
    if (layer.upsampled()) {
      lines.add("h = torch.upsample_nearest2d(h, None, [2.0, 2.0])");
    }
    int padding = layer.padding();
    String right = Integer.toString(padding);
    String bottom = right;
    if (layer.isFirst()) {
      right = completed(padding, "width");
      bottom = completed(padding, "height");
    }
    lines.add(
        "h = torch.reflection_pad2d(h, [%d, %s, %d, %s])"
            .formatted(padding, right, padding, bottom));
  }

  private static String completed(int padding, String side) {
    return "torch.add(%d, torch.remainder(torch.neg(%s), %d))"
        .formatted(padding, side, TransformNet.MULTIPLE);
  }

  // A kernel with five dimensions is one for each picture: the pictures' channels side by side are
  // the groups of one convolution, as in MyConv2D.
  private void writeConvolution(TransformLayer layer) {
    int kernel = next++;
    int bias = next++;
    String stride = "[%d, %d]".formatted(layer.stride(), layer.stride());
    lines.add("if torch.eq(torch.dim(w[%d]), 5):".formatted(kernel));
    lines.add("  n = torch.size(h, 0)");
    lines.add(
        "  g = torch.reshape(h, [1, torch.mul(n, %d), torch.size(h, 2), torch.size(h, 3)])"
            .formatted(layer.inputs()));
    lines.add(
        "  k = torch.reshape(w[%d], [-1, %d, %d, %d])"
            .formatted(kernel, layer.inputs(), layer.kernel(), layer.kernel()));
    lines.add(
        "  g = torch.conv2d(g, k, torch.reshape(w[%d], [-1]), %s, [0, 0], [1, 1], n)"
            .formatted(bias, stride));
    lines.add(
        "  h = torch.reshape(g, [n, %d, torch.size(g, 2), torch.size(g, 3)])"
            .formatted(layer.outputs()));
    lines.add("else:");
    lines.add("  h = torch.conv2d(h, w[%d], w[%d], %s)".formatted(kernel, bias, stride));
  }

  private void writeNorm(TransformLayer layer) {
    if (differentiable) {
      lines.add(
          "h = torch.instance_norm(h, None, None, None, None, True, 0., %s, False)"
              .formatted(InstanceNorm.EPSILON));
    } else {
      // PyTorch's instance norm copies out of channels-last and back. Its group norm does not, but
      // takes E[x²] - E[x]² for the variance, and pictures of low contrast drown in rounding.
      lines.add("h = torch.sub_(h, torch.mean(h, [2, 3], True))");
      lines.add("v = torch.mean(torch.square(h), [2, 3], True)");
      lines.add("h = torch.mul_(h, torch.rsqrt(torch.add(v, %s)))".formatted(InstanceNorm.EPSILON));
    }
    if (affine) {
      String perChannel = "torch.reshape(w[%d], [-1, " + layer.outputs() + ", 1, 1])";
      int scale = next++;
      int shift = next++;
      lines.add(
          "h = torch.addcmul(%s, h, %s)"
              .formatted(perChannel.formatted(shift), perChannel.formatted(scale)));
    }
    lines.add(
        layer.residual() == Residual.LAST ? "h = torch.add_(h, block)" : "h = torch.relu_(h)");
  }
}
