package io.github.stylizer.internal.nn;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * One convolution of a {@link TransformNet} and what surrounds it: an optional upsampling and a
 * reflection pad of half the kernel before it, and after it an instance norm with a ReLU or the end
 * of a residual block.
 *
 * @param name the layer's name in checkpoints, for instance {@code downsampling.1}
 * @param norm the name of the instance norm after it, empty if there is none
 * @param inputs the number of input channels
 * @param outputs the number of output channels
 * @param kernel the side of the kernel
 * @param stride the stride of the convolution
 * @param upsampled whether the input is doubled in size first
 * @param residual its place in a residual block
 */
record TransformLayer(
    String name,
    String norm,
    int inputs,
    int outputs,
    int kernel,
    int stride,
    boolean upsampled,
    Residual residual) {
  private static final int BLOCKS = 5;
  private static final String FIRST = "downsampling.1";

  /** The place of a convolution in a residual block. */
  enum Residual {
    /** In none. */
    NONE,
    /** Its input is added at the end of the block. */
    FIRST,
    /** Its output, without a ReLU, is added to the block's input. */
    LAST
  }

  /**
   * The layers of the network of Johnson et al. whose first convolution has {@code base} channels.
   */
  static List<TransformLayer> of(int base) {
    List<TransformLayer> layers = new ArrayList<>();
    layers.add(down(1, 3, base, 9, 1));
    layers.add(down(5, base, 2 * base, 3, 2));
    layers.add(down(9, 2 * base, 4 * base, 3, 2));
    for (int block = 0; block < BLOCKS; block++) {
      layers.add(inBlock(block, 1, 4 * base, Residual.FIRST));
      layers.add(inBlock(block, 5, 4 * base, Residual.LAST));
    }
    layers.add(up(2, 4 * base, 2 * base));
    layers.add(up(7, 2 * base, base));
    layers.add(new TransformLayer("upsampling.11", "", base, 3, 9, 1, false, Residual.NONE));
    return List.copyOf(layers);
  }

  // The index is that of torch's Sequential: pad, convolution, norm, ReLU, pad …
  private static TransformLayer down(int index, int inputs, int outputs, int kernel, int stride) {
    return new TransformLayer(
        "downsampling." + index,
        "downsampling." + (index + 1),
        inputs,
        outputs,
        kernel,
        stride,
        false,
        Residual.NONE);
  }

  private static TransformLayer inBlock(int block, int index, int channels, Residual place) {
    String prefix = "residuals." + block + ".conv.";
    return new TransformLayer(
        prefix + index, prefix + (index + 1), channels, channels, 3, 1, false, place);
  }

  private static TransformLayer up(int index, int inputs, int outputs) {
    return new TransformLayer(
        "upsampling." + index,
        "upsampling." + (index + 1),
        inputs,
        outputs,
        3,
        1,
        true,
        Residual.NONE);
  }

  /** Whether its input is the images, whose sides are padded to multiples. */
  boolean isFirst() {
    return name.equals(FIRST);
  }

  int padding() {
    return kernel / 2;
  }

  boolean hasNorm() {
    return !norm.isEmpty();
  }

  Shape kernelShape() {
    return new Shape(outputs, inputs, kernel, kernel);
  }

  /** The scale of an instance norm has the shape of a depthwise convolution's kernel. */
  Shape normShape() {
    return new Shape(outputs, 1, 1, 1);
  }
}
