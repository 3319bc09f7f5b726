package io.github.stylizer.internal.nn;

import ai.djl.Device;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.nn.TransformLayer.Residual;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a transform network as a TorchScript program: {@code forward(x: Tensor, w: List[Tensor])
 * -> Tensor}, where {@code w} is kernel and bias of every layer in order. Two variants compute the
 * same: {@link BatchSource} and {@link SingleImageSource}; {@link StatisticsSource} returns what
 * the norms find on the way.
 */
abstract class TransformProgram {
  private static final String PARAMETERS = "x: Tensor, w: List[Tensor]";

  private final TransformNet net;
  private final Precision precision;
  private final List<String> lines = new ArrayList<>();
  private int next;

  TransformProgram(TransformNet net, Precision precision) {
    this.net = net;
    this.precision = precision;
  }

  /** Writes and compiles the program; called once. */
  final TorchProgram compile(Device device) {
    return TorchProgram.compile(PARAMETERS, returns(), source(net.layers()), device);
  }

  private List<String> source(List<TransformLayer> layers) {
    add("height = torch.size(x, 2)");
    add("width = torch.size(x, 3)");
    writeInput();
    for (TransformLayer layer : layers) {
      if (layer.residual() == Residual.FIRST) {
        add("block = h");
      }
      int kernel = next++;
      int bias = next++;
      add(String.format(Locale.ROOT, "kernel = w[%d]", kernel));
      add("bias = " + computed(String.format(Locale.ROOT, "w[%d]", bias)));
      writeConvolution(layer);
      if (layer.hasNorm()) {
        if (hasNorms()) {
          writeNorm(layer);
        }
        add(layer.residual() == Residual.LAST ? "h = torch.add_(h, block)" : "h = torch.relu_(h)");
      }
    }
    writeResult();
    return lines;
  }

  /** The type of the result. */
  String returns() {
    return "Tensor";
  }

  /** Writes the return statement. */
  void writeResult() {
    add("h = torch.slice(torch.slice(h, 2, 0, height), 3, 0, width)");
    if (precision != Precision.FLOAT32) {
      add(String.format(Locale.ROOT, "h = torch.to(h, %d)", dataType(Precision.FLOAT32)));
    }
    add("return torch.contiguous(h)");
  }

  /** Writes {@code h}, the feature maps, from {@code x}, the images. */
  abstract void writeInput();

  /**
   * Writes {@code h} after padding and convolving it with {@code kernel}, still in float32, and
   * {@code bias}.
   */
  abstract void writeConvolution(TransformLayer layer);

  /** Writes {@code h} after its instance norm. */
  abstract void writeNorm(TransformLayer layer);

  final void add(String line) {
    lines.add(line);
  }

  /** Writes {@code h} with the padding of a layer; after bilinear upsampling, one pixel. */
  final void writePad(TransformLayer layer) {
    if (layer.upsampled() && antialiased()) {
      writeReplicationPad();
    } else {
      writeReflectionPad(layer);
    }
  }

  final void writeReplicationPad() {
    add("h = torch.replication_pad2d(h, [1, 1, 1, 1])");
  }

  private void writeReflectionPad(TransformLayer layer) {
    int padding = layer.padding();
    if (layer.isFirst()) {
      writeReflectionPad(padding, completed(padding, "width"), completed(padding, "height"));
    } else {
      writeReflectionPad(padding);
    }
  }

  /** Writes {@code h} with so many reflected pixels on each side. */
  final void writeReflectionPad(int padding) {
    String side = Integer.toString(padding);
    writeReflectionPad(padding, side, side);
  }

  private void writeReflectionPad(int padding, String right, String bottom) {
    add(
        String.format(
            Locale.ROOT,
            "h = torch.reflection_pad2d(h, [%d, %s, %d, %s])",
            padding,
            right,
            padding,
            bottom));
  }

  private static String completed(int padding, String side) {
    return String.format(
        Locale.ROOT,
        "torch.add(%d, torch.remainder(torch.neg(%s), %d))",
        padding,
        side,
        TransformNet.MULTIPLE);
  }

  /** What the program computes with. */
  final Precision precision() {
    return precision;
  }

  /** Whether there are norms at all. */
  final boolean hasNorms() {
    return net.norm() != Norm.NONE;
  }

  /** Whether every norm is followed by a scale and a shift: {@link #nextWeight} twice. */
  final boolean affine() {
    return net.norm() == Norm.AFFINE;
  }

  /** Whether sampling is anti-aliased. */
  final boolean antialiased() {
    return net.antialiased();
  }

  /** Converts the kernel to the precision of the program. */
  final void writeKernel() {
    if (precision != Precision.FLOAT32) {
      add("kernel = " + computed("kernel"));
    }
  }

  /** The next weight, unconverted. */
  final String nextWeight() {
    return String.format(Locale.ROOT, "w[%d]", next++);
  }

  /** An array in the precision of the program. */
  final String computed(String array) {
    return precision == Precision.FLOAT32
        ? array
        : String.format(Locale.ROOT, "torch.to(%s, %d)", array, dataType(precision));
  }

  // DJL has no bfloat16 arrays, so programs convert them. These are the values of torch's
  // ScalarType.
  private static int dataType(Precision precision) {
    return switch (precision) {
      case FLOAT16 -> 5;
      case FLOAT32 -> 6;
      case BFLOAT16 -> 15;
    };
  }
}
