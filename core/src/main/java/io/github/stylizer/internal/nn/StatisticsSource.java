package io.github.stylizer.internal.nn;

import io.github.stylizer.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that collects the statistics of the instance norms of a {@link TransformNet}: for
 * every norm the mean and the inverse deviation of each channel of the convolution before it,
 * without its bias, over all pixels of all pictures. Each layer sees what the norms before it make
 * of these joint statistics.
 */
final class StatisticsSource extends SingleImageSource {
  private final List<String> results = new ArrayList<>();

  StatisticsSource(TransformNet net) {
    super(net, Precision.FLOAT32);
  }

  /** With the mean, which belongs to the first statistics. */
  @Override
  void writeInput() {
    add("h = torch.contiguous(x, memory_format=2)");
  }

  @Override
  void writeConvolution(TransformLayer layer) {
    // Nothing is collected after the last one.
    if (layer.hasNorm()) {
      super.writeConvolution(layer);
    }
  }

  @Override
  void writeNorm(TransformLayer layer) {
    String mean = "mean" + results.size();
    String inverse = "inverse" + results.size();
    add("h, " + mean + ", " + inverse + " = torch.native_batch_norm(" + normArguments() + ")");
    results.add(mean);
    results.add(inverse);
  }

  @Override
  String returns() {
    return "List[Tensor]";
  }

  @Override
  void writeResult() {
    add("return [" + String.join(", ", results) + "]");
  }
}
