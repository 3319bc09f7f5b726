package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.LossWeights;
import io.github.stylizer.internal.loss.StatisticsLoss;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a MetaNet is trained for.
 *
 * @param initial the network to begin with, or null for random numbers
 * @param architecture of the network
 * @param contentTap where content is compared
 * @param weights how much each term of the loss counts
 * @param styles the paintings to learn from
 * @param validationStyles the paintings that validation photos are painted like
 * @param seed decides every random choice
 */
record MetaNetOptions(
    @Nullable Path initial,
    MetaNetArchitecture architecture,
    String contentTap,
    LossWeights weights,
    Styles styles,
    List<Path> validationStyles,
    long seed) {

  /**
   * The paintings of a training.
   *
   * @param folder where they are
   * @param schedule how many a step uses, and for how long
   * @param encodedOnce whether every painting is encoded once, as a whole, instead of a new crop
   *     each time
   */
  record Styles(Path folder, StyleSchedule schedule, boolean encodedOnce) {}

  StatisticsLoss loss(FeatureExtractor extractor) {
    return new StatisticsLoss(
        extractor, contentTap, weights.content(), weights.style(), weights.totalVariation());
  }

  Map<String, String> description() {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("base", Integer.toString(architecture.base()));
    description.put("hidden", Integer.toString(architecture.hidden()));
    description.put("unit filters", Boolean.toString(architecture.unitFilters()));
    description.put("color head", Boolean.toString(architecture.colorHead()));
    description.put("content tap", contentTap);
    description.putAll(weights.description());
    description.put("styles per step", Integer.toString(styles.schedule().styles()));
    description.put("steps per style", Long.toString(styles.schedule().steps()));
    description.put("style crop", styles.encodedOnce() ? "center" : "random");
    description.put("style size", Integer.toString(StyleStatistics.SIZE));
    return description;
  }
}
