package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.OnnxFormat;
import io.github.stylizer.internal.io.LibraryVersion;
import io.github.stylizer.internal.io.ProtocolBuffer;
import io.github.stylizer.internal.nn.TransformLayer.Residual;
import io.github.stylizer.internal.onnx.OnnxAttribute;
import io.github.stylizer.internal.onnx.OnnxGraph;
import io.github.stylizer.tensor.ImageTensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes a transform network and everything around it, from colors to colors, as an ONNX graph. It
 * computes what {@link TransformNet#apply} computes layer by layer. Weights keep their names and
 * values, so that the network can be read back from the file.
 */
final class TransformGraph {
  private static final List<Object> SHAPE = List.of("batch", 3, "height", "width");
  private static final String REFLECT = "reflect";
  private static final String EDGE = "edge";
  private static final String STRIDES = "strides";
  private static final String KERNEL_SHAPE = "kernel_shape";

  private final TransformNetFormat kind;
  private final TransformNet net;
  private final ConvWeights weights;
  private final OnnxFormat format;
  private final OnnxGraph graph = new OnnxGraph();

  TransformGraph(TransformNetFormat kind, ConvWeights weights, OnnxFormat format) {
    this.kind = kind;
    this.net = kind.net();
    this.weights = weights;
    this.format = format;
  }

  /** Writes the graph; called once. */
  ProtocolBuffer model(Map<String, String> metadata) {
    String photo = graph.input("photo", SHAPE);
    String shape = graph.node("Shape", "shape", List.of(photo));
    String two = graph.integers("sides.from", 2);
    String sides = graph.node("Slice", "sides", List.of(shape, two, graph.integers("sides.to", 4)));
    String features = input(photo);
    if (net.antialiased()) {
      features = padded("margin", features, REFLECT, PaintedPhotos.MARGIN);
    }
    String blockInput = features;
    for (TransformLayer layer : net.layers()) {
      if (layer.residual() == Residual.FIRST) {
        blockInput = features;
      }
      features = computed(layer, features, blockInput, sides);
    }
    graph.output(painting(inner(features, sides)), SHAPE);
    return graph.model("stylizer-transform-net", LibraryVersion.get(), metadata);
  }

  private String computed(TransformLayer layer, String input, String blockInput, String sides) {
    String features = normalized(layer, convolved(layer, input, sides));
    if (layer.residual() == Residual.LAST) {
      return graph.node("Add", layer.name() + ".sum", List.of(features, blockInput));
    }
    return layer.hasNorm()
        ? graph.node("Relu", layer.name() + ".relu", List.of(features))
        : features;
  }

  private String convolved(TransformLayer layer, String input, String sides) {
    String features = resampled(layer, input);
    String name = layer.name();
    String padding = name + ".pad";
    if (layer.isFirst()) {
      features = paddedToMultiples(padding, features, layer.padding(), sides);
    } else if (layer.upsampled() && net.antialiased()) {
      features = padded(padding, features, EDGE, 1);
    } else {
      features = padded(padding, features, REFLECT, layer.padding());
    }
    long side = layer.kernel();
    return graph.node(
        "Conv",
        name,
        List.of(
            features,
            weight(name + NamedConvWeights.KERNEL, weights.kernel(name)),
            constant(name + NamedConvWeights.BIAS, weights.bias(name))),
        OnnxAttribute.of(KERNEL_SHAPE, side, side),
        OnnxAttribute.of(STRIDES, layer.stride(), layer.stride()));
  }

  private String resampled(TransformLayer layer, String input) {
    String name = layer.name();
    if (layer.upsampled()) {
      String scales = graph.constant(name + ".scales", new float[] {1, 1, 2, 2}, 4);
      return net.antialiased()
          ? graph.node(
              "Resize",
              name + ".up",
              List.of(input, "", scales),
              OnnxAttribute.of("mode", "linear"),
              OnnxAttribute.of("coordinate_transformation_mode", "half_pixel"))
          : graph.node(
              "Resize",
              name + ".up",
              List.of(input, "", scales),
              OnnxAttribute.of("mode", "nearest"),
              OnnxAttribute.of("coordinate_transformation_mode", "asymmetric"),
              OnnxAttribute.of("nearest_mode", "floor"));
    }
    if (!net.antialiased() || layer.stride() == 1) {
      return input;
    }
    // Two means of 2x2 pixels are the weights 1, 2, 1 in both directions.
    return mean(name + ".blur", mean(name + ".mean", padded(name + ".edge", input, REFLECT, 1)));
  }

  private String mean(String name, String input) {
    return graph.node(
        "AveragePool",
        name,
        List.of(input),
        OnnxAttribute.of(KERNEL_SHAPE, 2L, 2L),
        OnnxAttribute.of(STRIDES, 1L, 1L));
  }

  private String normalized(TransformLayer layer, String input) {
    if (!layer.hasNorm() || net.norm() == Norm.NONE) {
      return input;
    }
    String name = layer.norm();
    return graph.node(
        "InstanceNormalization",
        name,
        List.of(input, scale(layer), shift(layer)),
        OnnxAttribute.of("epsilon", InstanceNorm.EPSILON));
  }

  private String scale(TransformLayer layer) {
    String name = layer.norm() + NamedConvWeights.KERNEL;
    if (net.norm() == Norm.AFFINE) {
      float[] values = weights.kernel(layer.norm()).toFloatArray();
      return graph.constant(name, values, values.length);
    }
    float[] ones = new float[layer.outputs()];
    Arrays.fill(ones, 1);
    return graph.constant(name, ones, ones.length);
  }

  private String shift(TransformLayer layer) {
    String name = layer.norm() + NamedConvWeights.BIAS;
    return net.norm() == Norm.AFFINE
        ? constant(name, weights.bias(layer.norm()))
        : graph.constant(name, new float[layer.outputs()], layer.outputs());
  }

  private String weight(String name, NDArray array) {
    return format.half()
        ? graph.half(name, array.toFloatArray(), array.getShape().getShape())
        : constant(name, array);
  }

  private String constant(String name, NDArray array) {
    return graph.constant(name, array.toFloatArray(), array.getShape().getShape());
  }

  private String padded(String name, String input, String mode, long by) {
    String pads = graph.integers(name + ".pads", 0, 0, by, by, 0, 0, by, by);
    return graph.node("Pad", name, List.of(input, pads), OnnxAttribute.of("mode", mode));
  }

  /** Pads the images so that their sides become multiples of 4, as the margin leaves them. */
  private String paddedToMultiples(String name, String input, long by, String sides) {
    // What is missing from a side to a multiple of 4 is three times the side, modulo 4.
    String three = graph.integers(name + ".three", TransformNet.MULTIPLE - 1);
    String four = graph.integers(name + ".four", TransformNet.MULTIPLE);
    String thrice = graph.node("Mul", name + ".thrice", List.of(sides, three));
    String missing = graph.node("Mod", name + ".missing", List.of(thrice, four));
    String ends =
        graph.node("Add", name + ".ends", List.of(missing, graph.integers(name + ".by", by, by)));
    String begins = graph.integers(name + ".begins", 0, 0, by, by, 0, 0);
    String pads =
        graph.node("Concat", name + ".pads", List.of(begins, ends), OnnxAttribute.of("axis", 0));
    return graph.node("Pad", name, List.of(input, pads), OnnxAttribute.of("mode", REFLECT));
  }

  /** What lies on the photo; of an anti-aliased network, without its {@link GridPattern}. */
  private String inner(String features, String sides) {
    if (!net.antialiased()) {
      return cropped("crop", features, 0, sides);
    }
    String picture = cropped("crop", features, PaintedPhotos.MARGIN, sides);
    String pattern = cropped("crop.pattern", pattern(features, sides), PaintedPhotos.MARGIN, sides);
    return graph.node("Sub", "pattern.removed", List.of(picture, pattern));
  }

  private String pattern(String features, String sides) {
    String both =
        graph.integers("pattern.margins", 2 * PaintedPhotos.MARGIN, 2 * PaintedPhotos.MARGIN);
    String outer = graph.node("Add", "pattern.sides", List.of(sides, both));
    String period = graph.integers("pattern.period", GridPattern.PERIOD);
    String periods = graph.node("Div", "pattern.periods", List.of(outer, period));
    String whole = graph.node("Mul", "pattern.whole", List.of(periods, period));
    String painted = cropped("pattern.painted", features, 0, outer);
    long reach = GridPattern.MEAN.length / 2;
    String mean =
        graph.node(
            "Conv",
            "pattern.mean",
            List.of(padded("pattern.pad", painted, REFLECT, reach), meanKernel()),
            OnnxAttribute.of("group", 3L));
    String detail = graph.node("Sub", "pattern.detail", List.of(painted, mean));
    return new GridPatternGraph(graph, kind.pixels())
        .common(cropped("pattern.cells", detail, 0, whole));
  }

  private String meanKernel() {
    float[] weights = GridPattern.MEAN;
    int side = weights.length;
    float[] kernel = new float[3 * side * side];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = weights[i / side % side] * weights[i % side];
    }
    return graph.constant("pattern.kernel", kernel, 3, 1, side, side);
  }

  /** The part of a height and width, from a pixel on. */
  private String cropped(String name, String features, long from, String sides) {
    String begin = graph.integers(name + ".from", from, from);
    String end = graph.node("Add", name + ".to", List.of(sides, begin));
    String axes = graph.integers(name + ".axes", 2, 3);
    return graph.node("Slice", name, List.of(features, begin, end, axes));
  }

  /** What the network takes, of colors from 0 to white. */
  private String input(String photo) {
    float white = format.colors().white();
    float[] scale = new float[3];
    float[] shift = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      float deviation = ImageTensors.standardDeviation()[channel];
      boolean levels = kind.pixels() == PixelRange.LEVELS;
      scale[channel] = levels ? 255 / white : 1 / (white * deviation);
      shift[channel] = levels ? 0 : -ImageTensors.mean()[channel] / deviation;
    }
    return scaled("input", photo, scale, shift);
  }

  /** Colors from 0 to white, of what the network gives. */
  private String painting(String features) {
    float white = format.colors().white();
    float[] scale = new float[3];
    float[] shift = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      boolean levels = kind.pixels() == PixelRange.LEVELS;
      scale[channel] = levels ? white / 255 : white * ImageTensors.standardDeviation()[channel];
      shift[channel] = levels ? 0 : white * ImageTensors.mean()[channel];
    }
    String colors = scaled("output", features, scale, shift);
    String black = graph.constant("black", new float[] {0});
    return graph.node(
        "Clip", "painting", List.of(colors, black, graph.constant("white", new float[] {white})));
  }

  private String scaled(String name, String input, float[] scale, float[] shift) {
    String factors = graph.constant(name + ".scale", scale, 1, 3, 1, 1);
    String product = graph.node("Mul", name + ".product", List.of(input, factors));
    String summands = graph.constant(name + ".shift", shift, 1, 3, 1, 1);
    return graph.node("Add", name, List.of(product, summands));
  }
}
