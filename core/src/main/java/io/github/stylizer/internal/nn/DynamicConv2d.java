package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.github.stylizer.internal.torch.Scoped;
import java.util.Locale;

/**
 * A convolution without parameters: kernel and bias are given at every call, so that gradients flow
 * through them into whatever made them, be it an optimizer's variables or another network (Shen et
 * al., arXiv 1709.04111). Nothing is padded; see {@link ReflectionPad}.
 */
final class DynamicConv2d {
  private DynamicConv2d() {}

  /**
   * Convolves a batch, either with one kernel for all pictures or with a kernel for each.
   *
   * @param input {@code (N, I, H, W)}; not modified
   * @param kernel {@code (O, I, K, K)}, or {@code (N, O, I, K, K)} for a kernel of its own for
   *     every picture, computed as one grouped convolution; not modified
   * @param bias {@code (O)}, or {@code (N, O)} beside {@code (N, O, I, K, K)}; not modified
   * @param stride the step in pixels, at least 1
   * @return {@code (N, O, (H - K) / stride + 1, (W - K) / stride + 1)}, attached to the manager of
   *     {@code input}; gradients flow into all three arrays
   * @throws IllegalArgumentException if the shapes do not fit each other, the kernel is larger than
   *     the pictures or the stride is less than 1
   */
  public static NDArray apply(NDArray input, NDArray kernel, NDArray bias, int stride) {
    check(input.getShape(), kernel.getShape(), bias.getShape(), stride);
    if (kernel.getShape().dimension() == 4) {
      return Scoped.result(() -> convolve(channelsLast(input), kernel, bias, stride, 1));
    }
    if (kernel.getShape().get(0) == 1) {
      return Scoped.result(
          () -> convolve(channelsLast(input), kernel.squeeze(0), bias.squeeze(0), stride, 1));
    }
    return withOwnKernels(input, kernel, bias, stride);
  }

  /** The pictures' channels side by side are the groups of one convolution. */
  private static NDArray withOwnKernels(NDArray input, NDArray kernel, NDArray bias, int stride) {
    Shape in = input.getShape();
    Shape kernels = kernel.getShape();
    long pictures = in.get(0);
    long outputs = kernels.get(1);
    return Scoped.result(
        () -> {
          NDArray sideBySide = input.reshape(1, pictures * in.get(1), in.get(2), in.get(3));
          NDArray grouped =
              kernel.reshape(pictures * outputs, kernels.get(2), kernels.get(3), kernels.get(4));
          NDArray biases = bias.reshape(pictures * outputs);
          NDArray output = convolve(sideBySide, grouped, biases, stride, (int) pictures);
          Shape out = output.getShape();
          return output.reshape(pictures, outputs, out.get(2), out.get(3));
        });
  }

  private static NDArray convolve(
      NDArray input, NDArray kernel, NDArray bias, int stride, int groups) {
    return Conv2d.conv2d(
            input,
            kernel,
            bias,
            new Shape(stride, stride),
            new Shape(0, 0),
            new Shape(1, 1),
            groups)
        .singletonOrThrow();
  }

  /** Lays pixels out one after the other, for the reason that {@link BatchSource} gives. */
  private static NDArray channelsLast(NDArray input) {
    Shape shape = input.getShape();
    NDArray pixels = input.transpose(0, 2, 3, 1);
    return pixels.reshape(shape.size()).reshape(pixels.getShape()).transpose(0, 3, 1, 2);
  }

  private static void check(Shape input, Shape kernel, Shape bias, int stride) {
    int dimensions = kernel.dimension();
    boolean own = dimensions == 5;
    boolean fits =
        input.dimension() == 4
            && (dimensions == 4 || (own && kernel.get(0) == input.get(0)))
            && kernel.get(dimensions - 3) == input.get(1)
            && bias.equals(own ? kernel.slice(0, 2) : kernel.slice(0, 1));
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an input (N, I, H, W) takes a kernel (O, I, K, K) with a bias (O) or a kernel"
                  + " (N, O, I, K, K) with a bias (N, O), but found input %s, kernel %s, bias %s",
              input,
              kernel,
              bias));
    }
    if (kernel.get(dimensions - 2) > input.get(2) || kernel.get(dimensions - 1) > input.get(3)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "the kernel %s is larger than the pictures of %s", kernel, input));
    }
    if (stride < 1) {
      throw new IllegalArgumentException("the stride must be at least 1, but is " + stride);
    }
  }
}
