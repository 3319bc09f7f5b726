package io.github.stylizer.internal.nn;

import io.github.stylizer.Precision;
import java.util.Locale;

/**
 * The program of a {@link TransformNet} for one image on a CPU, without gradients. It computes the
 * same as {@link BatchSource} with fewer operations in the layers that, besides the residual
 * blocks, take the most time:
 *
 * <ul>
 *   <li>an upsampling and the convolution after it become one transposed convolution of stride 2,
 *       which needs no enlarged feature maps, and, if the upsampling is nearest, 16 instead of 36
 *       products per input value;
 *   <li>the last convolution, whose three channels leave most of a vector register empty, computes
 *       four pixels side by side as twelve channels;
 *   <li>the instance norm of one image is a batch norm, which PyTorch computes without leaving the
 *       channels-last layout. (So does its group norm, but from {@code E[x²] - E[x]²}: rounding
 *       errors swamp low-contrast images.) A bias before a norm is omitted: the norm removes it. In
 *       float32, the norm overwrites its input: new memory costs more than the arithmetic;
 *   <li>the blur of an anti-aliased network is a depthwise convolution.
 * </ul>
 */
class SingleImageSource extends TransformProgram {
  private static final int PIXELS = TransformNet.MULTIPLE;

  SingleImageSource(TransformNet net, Precision precision) {
    super(net, precision);
  }

  @Override
  void writeInput() {
    // The first norm removes the mean anyway. Without it, all digits of a low precision are left
    // for the contrast of the image.
    add("h = " + computed(hasNorms() ? "torch.sub(x, torch.mean(x, [2, 3], True))" : "x"));
    add("h = torch.contiguous(h, memory_format=2)");
  }

  @Override
  void writeConvolution(TransformLayer layer) {
    String bias = layer.hasNorm() && hasNorms() ? "None" : "bias";
    if (layer.upsampled()) {
      writeUpsampledConvolution(bias);
      return;
    }
    writeKernel();
    if (!layer.hasNorm()) {
      writePad(layer);
      writeConvolutionToPixels(layer);
    } else {
      if (layer.stride() > 1 && antialiased()) {
        writeBlurAndPad(layer);
      } else {
        writePad(layer);
      }
      add(
          String.format(
              Locale.ROOT,
              "h = torch.conv2d(h, kernel, %s, [%d, %d])",
              bias,
              layer.stride(),
              layer.stride()));
    }
  }

  // Blurring a reflection is reflecting what is blurred, so one wide pad serves the blur and the
  // convolution.
  private void writeBlurAndPad(TransformLayer layer) {
    writeReflectionPad(layer.padding() + 1);
    add("blur = torch.tensor([[1., 2., 1.], [2., 4., 2.], [1., 2., 1.]])");
    add("blur = torch.to(torch.mul(blur, 0.0625), h)");
    add(String.format(Locale.ROOT, "blur = torch.repeat(blur, [%d, 1, 1, 1])", layer.inputs()));
    add(
        String.format(
            Locale.ROOT,
            "h = torch.conv2d(h, blur, None, [1, 1], [0, 0], [1, 1], %d)",
            layer.inputs()));
  }

  // Nearest upsampling is a transposed convolution of stride 2 with the taps (1, 1), bilinear
  // upsampling one with (1, 3, 3, 1) / 4, which is (1, 1) three times over. The transposed kernel
  // of
  // both steps together is the mirrored kernel convolved with these taps in both directions.
  // Repeated edges of the input are, upsampled, what the convolution expects beyond the edge:
  // nearest upsampling repeats the edge, so that its reflection does, and bilinear upsampling is
  // followed by a replication pad.
  private void writeUpsampledConvolution(String bias) {
    int taps = antialiased() ? 3 : 1;
    writeReplicationPad();
    add("kernel = torch.flip(torch.permute(kernel, [1, 0, 2, 3]), [2, 3])");
    for (int i = 0; i < taps; i++) {
      add(
          "kernel = torch.add(torch.constant_pad_nd(kernel, [0, 0, 0, 1]),"
              + " torch.constant_pad_nd(kernel, [0, 0, 1, 0]))");
      add(
          "kernel = torch.add(torch.constant_pad_nd(kernel, [0, 1]),"
              + " torch.constant_pad_nd(kernel, [1, 0]))");
    }
    if (antialiased()) {
      add("kernel = torch.mul(kernel, 0.0625)");
    }
    writeKernel();
    int padding = antialiased() ? 4 : 3;
    add(
        String.format(
            Locale.ROOT,
            "h = torch.conv_transpose2d(h, kernel, %s, [2, 2], [%d, %d])",
            bias,
            padding,
            padding));
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
    if (precision() != Precision.FLOAT32) {
      add("h = torch.batch_norm(" + normArguments() + ", False)");
      return;
    }
    add("unused: Optional[Tensor] = None");
    add("mean, variance = torch.batch_norm_update_stats(h, unused, unused, 0.)");
    add(
        String.format(
            Locale.ROOT, "scale = torch.rsqrt(torch.add(variance, %s))", InstanceNorm.EPSILON));
    add("shift = torch.neg(torch.mul(mean, scale))");
    if (affine()) {
      add(String.format(Locale.ROOT, "gain = torch.reshape(%s, [-1])", nextWeight()));
      add("scale = torch.mul(scale, gain)");
      add(String.format(Locale.ROOT, "shift = torch.addcmul(%s, shift, gain)", nextWeight()));
    }
    add("h = torch.mul_(h, torch.reshape(scale, [1, -1, 1, 1]))");
    add("h = torch.add_(h, torch.reshape(shift, [1, -1, 1, 1]))");
  }

  /** The arguments of a batch norm up to epsilon. */
  final String normArguments() {
    String scale =
        affine() ? String.format(Locale.ROOT, "torch.reshape(%s, [-1])", nextWeight()) : "None";
    String shift = affine() ? nextWeight() : "None";
    return String.format(
        Locale.ROOT, "h, %s, %s, None, None, True, 0., %s", scale, shift, InstanceNorm.EPSILON);
  }
}
