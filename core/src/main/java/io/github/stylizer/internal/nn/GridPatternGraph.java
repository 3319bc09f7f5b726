package io.github.stylizer.internal.nn;

import io.github.stylizer.internal.onnx.OnnxAttribute;
import io.github.stylizer.internal.onnx.OnnxGraph;
import io.github.stylizer.tensor.ImageTensors;
import java.util.List;

/** Writes into an ONNX graph how a {@link GridPattern} is found in an image's detail. */
final class GridPatternGraph {
  private final OnnxGraph graph;
  private final PixelRange pixels;

  /**
   * Writes into a graph.
   *
   * @param pixels of the images
   */
  GridPatternGraph(OnnxGraph graph, PixelRange pixels) {
    this.graph = graph;
    this.pixels = pixels;
  }

  /**
   * Writes what all pixels with the same place in the grid have in common, around each pixel.
   *
   * @param detail its sides are multiples of the period
   * @return of the same size
   */
  String common(String detail) {
    OnnxAttribute period = OnnxAttribute.of("blocksize", (long) GridPattern.PERIOD);
    String places = graph.node("SpaceToDepth", "pattern.places", List.of(detail), period);
    String means = averaged("pattern.means", places, GridPattern.NEIGHBORHOOD);
    String beside = graph.node("Sub", "pattern.beside", List.of(places, means));
    String squares = graph.node("Mul", "pattern.squares", List.of(beside, beside));
    String other = graph.node("Conv", "pattern.other", List.of(squares, meanOfPlaces()));
    String ofFlat = ofFlat(places, other);
    String flatness =
        inverse(
            "pattern.flatness",
            graph.node("Div", "pattern.ratio", List.of(other, squared(GridPattern.FLAT_DETAIL))),
            graph.constant("pattern.one", new float[] {1}));
    String difference = graph.node("Sub", "pattern.difference", List.of(ofFlat, means));
    String share =
        graph.node(
            "Mul",
            "pattern.share",
            List.of(difference, ofPlaces("pattern.flatness.places", flatness)));
    String sum = graph.node("Add", "pattern.common", List.of(means, share));
    return graph.node("DepthToSpace", "pattern", List.of(sum), period);
  }

  private String ofFlat(String places, String other) {
    String weights = inverse("pattern.weights", other, squared(GridPattern.LEAST_DETAIL));
    int side = GridPattern.FLAT_NEIGHBORHOOD;
    String products =
        graph.node(
            "Mul",
            "pattern.products",
            List.of(places, ofPlaces("pattern.weights.places", weights)));
    String sums = averaged("pattern.weighted", products, side);
    String total = ofPlaces("pattern.total.places", averaged("pattern.total", weights, side));
    return graph.node("Div", "pattern.flat", List.of(sums, total));
  }

  private String inverse(String name, String value, String more) {
    String sum = graph.node("Add", name + ".sum", List.of(value, more));
    return graph.node("Reciprocal", name, List.of(sum));
  }

  /** The means of what is not beyond the edges. */
  private String averaged(String name, String input, long side) {
    long reach = side / 2;
    return graph.node(
        "AveragePool",
        name,
        List.of(input),
        OnnxAttribute.of("kernel_shape", side, side),
        OnnxAttribute.of("pads", reach, reach, reach, reach));
  }

  /** What holds for normalized colors, for those of the network. */
  private String squared(float meanSquare) {
    float[] values = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      float unit =
          pixels == PixelRange.LEVELS ? 255 * ImageTensors.standardDeviation()[channel] : 1;
      values[channel] = meanSquare * unit * unit;
    }
    return graph.constant("pattern.square." + meanSquare, values, 1, 3, 1, 1);
  }

  /** From each channel to all places of the grid, which come before the channels. */
  private String ofPlaces(String name, String channels) {
    return graph.node("Conv", name, List.of(channels, placesKernel(name, 1, true)));
  }

  private String meanOfPlaces() {
    return placesKernel("pattern.other", 1f / (GridPattern.PERIOD * GridPattern.PERIOD), false);
  }

  private String placesKernel(String name, float weight, boolean toPlaces) {
    int places = 3 * GridPattern.PERIOD * GridPattern.PERIOD;
    float[] kernel = new float[3 * places];
    for (int place = 0; place < places; place++) {
      kernel[toPlaces ? 3 * place + place % 3 : places * (place % 3) + place] = weight;
    }
    return graph.constant(
        name + ".kernel", kernel, toPlaces ? places : 3, toPlaces ? 3 : places, 1, 1);
  }
}
