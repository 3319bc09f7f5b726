package io.github.stylizer.vgg;

import io.github.stylizer.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes a VGG as a TorchScript program: all taps in one native call. */
final class VggProgram {
  static final String PARAMETERS = "x: Tensor, w: List[Tensor]";
  static final String RETURNS = "List[Tensor]";

  private VggProgram() {}

  /**
   * Writes the program. Feature maps are kept channels-last, which oneDNN convolves without
   * reordering them at every layer, and ReLUs work in place: together they save a quarter of the
   * time.
   *
   * @param layers the convolutions to run
   * @param taps the names of the feature maps to return
   * @param pooling how feature maps are downsampled
   * @param precision of the convolutions, float32 or bfloat16; inputs and outputs are float32
   *     either way
   * @return the statements of {@code forward(x: Tensor, w: List[Tensor]) -> List[Tensor]}, where
   *     {@code w} is kernel, bias, kernel, bias …
   */
  static List<String> source(
      List<VggLayers.Convolution> layers, Set<String> taps, Pooling pooling, Precision precision) {
    boolean bfloat16 = precision == Precision.BFLOAT16;
    List<String> lines = new ArrayList<>();
    List<String> returned = new ArrayList<>();
    // DJL has no bfloat16 arrays, so the program converts: 15 is bfloat16, 6 is float32.
    String computed = bfloat16 ? "torch.to(%s, 15)" : "%s";
    // memory_format 2 is torch.channels_last.
    lines.add(
        String.format(
            Locale.ROOT,
            "h = torch.contiguous(%s, memory_format=2)",
            String.format(Locale.ROOT, computed, "x")));
    for (int i = 0; i < layers.size(); i++) {
      VggLayers.Convolution layer = layers.get(i);
      if (layer.pooled()) {
        lines.add(String.format(Locale.ROOT, "h = %s(h, [2, 2], [2, 2])", pooling.operator()));
      }
      lines.add(
          String.format(
              Locale.ROOT,
              "h = torch.relu_(torch.conv2d(h, %s, %s, [1, 1], [1, 1]))",
              String.format(Locale.ROOT, computed, "w[" + 2 * i + "]"),
              String.format(Locale.ROOT, computed, "w[" + (2 * i + 1) + "]")));
      if (taps.contains(layer.tap())) {
        lines.add(layer.tap() + (bfloat16 ? " = torch.to(h, 6)" : " = h"));
        returned.add(layer.tap());
      }
    }
    lines.add("return [" + String.join(", ", returned) + "]");
    return lines;
  }
}
