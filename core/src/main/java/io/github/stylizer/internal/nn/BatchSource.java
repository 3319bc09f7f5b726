package io.github.stylizer.internal.nn;

import io.github.stylizer.Precision;
import java.util.Locale;

/**
 * The program of a {@link TransformNet} for a batch of pictures with kernels of their own or one
 * for all, through which gradients flow: for training, and for GPUs.
 */
final class BatchSource extends TransformProgram {

  BatchSource(TransformNet net, Precision precision) {
    super(net, precision);
  }

  @Override
  void writeInput() {
    add("h = " + computed("x"));
  }

  // A kernel with five dimensions is one for each picture: the pictures' channels side by side are
  // the groups of one convolution, as in DynamicConv2d.
  @Override
  void writeConvolution(TransformLayer layer) {
    if (layer.upsampled() && antialiased()) {
      add("h = torch.upsample_bilinear2d(h, None, False, [2.0, 2.0])");
    } else if (layer.upsampled()) {
      add("h = torch.upsample_nearest2d(h, None, [2.0, 2.0])");
    } else if (layer.stride() > 1 && antialiased()) {
      writeBlur();
    }
    writePad(layer);
    writeKernel();
    // memory_format 2 is torch.channels_last. Of other layouts the oneDNN of PyTorch 2.7 computes
    // wrong gradients on some processors (seen on AMD Zen 5), unless the channels fill its blocks.
    add("h = torch.contiguous(h, memory_format=2)");
    String stride = String.format(Locale.ROOT, "[%d, %d]", layer.stride(), layer.stride());
    add("n = torch.size(h, 0)");
    add("if torch.eq(torch.mul(torch.dim(kernel), n), 5):");
    add("  kernel = torch.squeeze(kernel, 0)");
    add("  bias = torch.squeeze(bias, 0)");
    add("if torch.eq(torch.dim(kernel), 5):");
    add(
        String.format(
            Locale.ROOT,
            "  g = torch.reshape(h, [1, torch.mul(n, %d), torch.size(h, 2), torch.size(h, 3)])",
            layer.inputs()));
    add(
        String.format(
            Locale.ROOT,
            "  k = torch.reshape(kernel, [-1, %d, %d, %d])",
            layer.inputs(),
            layer.kernel(),
            layer.kernel()));
    add(
        String.format(
            Locale.ROOT,
            "  g = torch.conv2d(g, k, torch.reshape(bias, [-1]), %s, [0, 0], [1, 1], n)",
            stride));
    add(
        String.format(
            Locale.ROOT,
            "  h = torch.reshape(g, [n, %d, torch.size(g, 2), torch.size(g, 3)])",
            layer.outputs()));
    add("else:");
    add(String.format(Locale.ROOT, "  h = torch.conv2d(h, kernel, bias, %s)", stride));
  }

  private void writeBlur() {
    writeReflectionPad(1);
    // Two means of 2x2 pixels are the weights 1, 2, 1 in both directions.
    add("h = torch.avg_pool2d(h, [2, 2], [1, 1])");
    add("h = torch.avg_pool2d(h, [2, 2], [1, 1])");
  }

  @Override
  void writeNorm(TransformLayer layer) {
    add(
        String.format(
            Locale.ROOT,
            "h = torch.instance_norm(h, None, None, None, None, True, 0., %s, False)",
            InstanceNorm.EPSILON));
    if (affine()) {
      String perChannel = "torch.reshape(%s, [-1, " + layer.outputs() + ", 1, 1])";
      String scale = String.format(Locale.ROOT, perChannel, computed(nextWeight()));
      String shift = String.format(Locale.ROOT, perChannel, computed(nextWeight()));
      add(String.format(Locale.ROOT, "h = torch.addcmul(%s, h, %s)", shift, scale));
    }
  }
}
