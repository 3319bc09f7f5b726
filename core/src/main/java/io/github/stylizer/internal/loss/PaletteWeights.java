package io.github.stylizer.internal.loss;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of what a {@link StatisticsLoss} compares besides the statistics of the features.
 *
 * @param gram the weight of the Gram matrices of the first two taps, 0 … 3.4e38
 * @param color the weight of the {@link ColorQuantiles}, 0 … 3.4e38
 */
public record PaletteWeights(double gram, double color) {
  /** Nothing else is compared. */
  public static final PaletteWeights NONE = new PaletteWeights(0, 0);

  /**
   * Checks the weights.
   *
   * @param gram the weight of the Gram matrices
   * @param color the weight of the colors
   * @throws IllegalArgumentException if one is not 0 … 3.4e38
   */
  public PaletteWeights {
    PerceptualLoss.requireWeight("weight of Gram matrices", gram);
    PerceptualLoss.requireWeight("weight of colors", color);
  }

  /**
   * Describes the weights that are not 0, for checkpoints and the metadata of networks.
   *
   * @return names and values
   */
  public Map<String, String> description() {
    Map<String, String> description = new LinkedHashMap<>();
    if (gram != 0) {
      description.put("gram weight", Double.toString(gram));
    }
    if (color != 0) {
      description.put("color weight", Double.toString(color));
    }
    return description;
  }
}
