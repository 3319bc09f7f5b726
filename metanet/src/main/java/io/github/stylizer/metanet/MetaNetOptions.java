package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.LossWeights;
import io.github.stylizer.internal.loss.PaletteWeights;
import io.github.stylizer.internal.loss.StatisticsLoss;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a training, besides those common to all.
 *
 * @param initial the network to start from, or null for random weights
 * @param architecture of the network
 * @param contentTap the tap at which content is compared
 * @param weights the weights of the loss terms of every training
 * @param palette the weights of Gram matrices and colors
 * @param steadinessWeight the weight of the difference between shifted photos' pictures
 * @param styles the paintings to learn from
 * @param validationStyles the paintings whose styles validation photos are painted in
 * @param seed the seed of all random choices
 */
record MetaNetOptions(
    @Nullable Path initial,
    MetaNetArchitecture architecture,
    String contentTap,
    LossWeights weights,
    PaletteWeights palette,
    double steadinessWeight,
    Styles styles,
    List<Path> validationStyles,
    long seed) {

  /**
   * The paintings of a training.
   *
   * @param folder their folder
   * @param schedule how many a step uses, and for how many steps
   * @param encodedOnce whether every painting is encoded once, as a whole, instead of a new crop
   *     each time
   */
  record Styles(Path folder, StyleSchedule schedule, boolean encodedOnce) {}

  StatisticsLoss loss(FeatureExtractor extractor) {
    return new StatisticsLoss(
        extractor,
        contentTap,
        weights.content(),
        weights.style(),
        weights.totalVariation(),
        palette);
  }

  Map<String, String> description() {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("base", Integer.toString(architecture.base()));
    description.put("hidden", Integer.toString(architecture.hidden()));
    description.putAll(architecture.filters().metadata());
    description.put("color head", Boolean.toString(architecture.colorHead()));
    if (architecture.antialiased()) {
      description.put("sampling", "anti-aliased");
    }
    description.put("content tap", contentTap);
    description.putAll(weights.description());
    description.putAll(palette.description());
    if (steadinessWeight != 0) {
      description.put("steadiness weight", Double.toString(steadinessWeight));
    }
    description.put("styles per step", Integer.toString(styles.schedule().styles()));
    description.put("steps per style", Long.toString(styles.schedule().steps()));
    description.put("style crop", styles.encodedOnce() ? "center" : "random");
    description.put("style size", Integer.toString(StyleStatistics.SIZE));
    return description;
  }
}
