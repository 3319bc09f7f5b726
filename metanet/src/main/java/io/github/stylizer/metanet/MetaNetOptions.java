package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.StatisticsLoss;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a MetaNet is trained for.
 *
 * @param styles the folder of paintings
 * @param initial the network to begin with, or null for random numbers
 * @param stylesPerStep how many paintings a step uses: 1, or one for each photo
 * @param styleSteps for how many steps paintings are kept
 * @param encodeStylesOnce whether every painting is encoded once, as a whole, instead of a new crop
 *     each time
 * @param styleSize the side of the squares that are made of paintings
 * @param validationStyles the paintings that validation photos are painted like
 */
record MetaNetOptions(
    Path styles,
    Path initial,
    int base,
    int hidden,
    boolean unitFilters,
    boolean colorHead,
    String contentTap,
    double contentWeight,
    double styleWeight,
    double totalVariationWeight,
    int stylesPerStep,
    long styleSteps,
    boolean encodeStylesOnce,
    int styleSize,
    List<Path> validationStyles,
    long seed) {
  // Lest photos and paintings are drawn in the same order.
  private static final long STYLE_SEED = 0x5354594C45L;

  MetaNetArchitecture architecture(int statistics) {
    return new MetaNetArchitecture(base, hidden, statistics, unitFilters, colorHead);
  }

  StyleSchedule choice() {
    return new StyleSchedule(stylesPerStep, styleSteps, seed ^ STYLE_SEED);
  }

  StatisticsLoss loss(FeatureExtractor extractor) {
    return new StatisticsLoss(
        extractor, contentTap, contentWeight, styleWeight, totalVariationWeight);
  }

  Map<String, String> description() {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("base", Integer.toString(base));
    description.put("hidden", Integer.toString(hidden));
    description.put("unit filters", Boolean.toString(unitFilters));
    description.put("color head", Boolean.toString(colorHead));
    description.put("content tap", contentTap);
    description.put("content weight", Double.toString(contentWeight));
    description.put("style weight", Double.toString(styleWeight));
    description.put("total variation weight", Double.toString(totalVariationWeight));
    description.put("styles per step", Integer.toString(stylesPerStep));
    description.put("steps per style", Long.toString(styleSteps));
    description.put("style crop", encodeStylesOnce ? "center" : "random");
    description.put("style size", Integer.toString(styleSize));
    return description;
  }
}
