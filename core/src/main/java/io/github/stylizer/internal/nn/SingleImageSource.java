package io.github.stylizer.internal.nn;

import io.github.stylizer.Precision;
import java.util.Locale;

/**
 * The program of a {@link TransformNet} for one image on a CPU, without gradients. It computes the
 * same as {@link BatchSource} with fewer operations in the layers that, besides the residual
 * blocks, take the most time:
 *
 * <ul>
 *   <li>a nearest upsampling and the convolution after it become one transposed convolution of
 *       stride 2, with 16 instead of 36 products per input value;
 *   <li>the last convolution, whose three channels leave most of a vector register empty, computes
 *       four pixels side by side as twelve channels;
 *   <li>the instance norm of one image is a batch norm, which PyTorch computes without leaving the
 *       channels-last layout. (So does its group norm, but from {@code E[x²] - E[x]²}: rounding
 *       errors swamp low-contrast images.) A bias before a norm is omitted: the norm removes it.
 * </ul>
 */
final class SingleImageSource extends TransformProgram {
  private static final int PIXELS = TransformNet.MULTIPLE;

  SingleImageSource(TransformNet net, Precision precision) {
    super(net, precision);
  }

  @Override
  void writeInput() {
    // The first norm removes the mean anyway. Without it, all digits of a low precision are left
    // for the contrast of the image.
    add("h = " + computed("torch.sub(x, torch.mean(x, [2, 3], True))"));
    add("h = torch.contiguous(h, memory_format=2)");
  }

  @Override
  void writeConvolution(TransformLayer layer) {
    String bias = layer.hasNorm() ? "None" : "bias";
    if (layer.upsampled() && !antialiased()) {
      writeUpsampledConvolution(bias);
    } else if (!layer.hasNorm()) {
      writeReflectionPad(layer);
      writeConvolutionToPixels(layer);
    } else {
      if (layer.upsampled()) {
        writeBilinearUpsampling();
      } else if (layer.stride() > 1 && antialiased()) {
        writeBlur();
      }
      writeReflectionPad(layer);
      add(
          String.format(
              Locale.ROOT,
              "h = torch.conv2d(h, kernel, %s, [%d, %d])",
              bias,
              layer.stride(),
              layer.stride()));
    }
  }

  // Every output sums kernel elements over inputs that upsampling made equal. Seen from the input:
  // element s of the transposed kernel is the sum of elements s - 1 and s of the mirrored one, in
  // both directions. Reflecting an upsampled edge repeats the edge.
  private void writeUpsampledConvolution(String bias) {
    add("h = torch.replication_pad2d(h, [1, 1, 1, 1])");
    add("kernel = torch.flip(torch.permute(kernel, [1, 0, 2, 3]), [2, 3])");
    add(
        "kernel = torch.add(torch.constant_pad_nd(kernel, [0, 0, 0, 1]),"
            + " torch.constant_pad_nd(kernel, [0, 0, 1, 0]))");
    add(
        "kernel = torch.add(torch.constant_pad_nd(kernel, [0, 1]),"
            + " torch.constant_pad_nd(kernel, [1, 0]))");
    add(
        String.format(
            Locale.ROOT, "h = torch.conv_transpose2d(h, kernel, %s, [2, 2], [3, 3])", bias));
  }

  // The kernel of each pixel is that of the previous one, shifted right by one. In channels-last
  // order, the twelve channels are four consecutive pixels of three channels.
  private void writeConvolutionToPixels(TransformLayer layer) {
    add(String.format(Locale.ROOT, "kernels = torch.constant_pad_nd(kernel, [0, %d])", PIXELS - 1));
    for (int pixel = 1; pixel < PIXELS; pixel++) {
      add(
          String.format(
              Locale.ROOT,
              "kernels = torch.cat([kernels, torch.constant_pad_nd(kernel, [%d, %d])], 0)",
              pixel,
              PIXELS - 1 - pixel));
    }
    add(String.format(Locale.ROOT, "biases = torch.repeat(bias, [%d])", PIXELS));
    add(String.format(Locale.ROOT, "h = torch.conv2d(h, kernels, biases, [1, %d])", PIXELS));
    add("h = torch.permute(h, [0, 2, 3, 1])");
    add(
        String.format(
            Locale.ROOT, "h = torch.reshape(h, [1, torch.size(h, 1), -1, %d])", layer.outputs()));
    add("h = torch.permute(h, [0, 3, 1, 2])");
  }

  @Override
  void writeNorm(TransformLayer layer) {
    String scale =
        affine() ? String.format(Locale.ROOT, "torch.reshape(%s, [-1])", nextWeight()) : "None";
    String shift = affine() ? nextWeight() : "None";
    add(
        String.format(
            Locale.ROOT,
            "h = torch.batch_norm(h, %s, %s, None, None, True, 0., %s, False)",
            scale,
            shift,
            InstanceNorm.EPSILON));
  }
}
