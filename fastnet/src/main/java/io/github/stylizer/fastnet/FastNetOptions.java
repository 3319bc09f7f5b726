package io.github.stylizer.fastnet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.PerceptualLoss;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a network is trained for. */
record FastNetOptions(
    int base,
    String contentTap,
    double contentWeight,
    double styleWeight,
    double totalVariationWeight,
    double outputLimit,
    String styleName,
    long seed) {

  /** The loss with these weights; style is compared at all taps. */
  PerceptualLoss loss(FeatureExtractor extractor) {
    Map<String, Double> style = new LinkedHashMap<>();
    extractor.taps().forEach(tap -> style.put(tap, styleWeight));
    return new PerceptualLoss(
        extractor, Map.of(contentTap, contentWeight), style, totalVariationWeight);
  }

  Map<String, String> description(FeatureExtractor extractor) {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("base", Integer.toString(base));
    description.put("taps", String.join(" ", extractor.taps()));
    description.put("content tap", contentTap);
    description.put("content weight", Double.toString(contentWeight));
    description.put("style weight", Double.toString(styleWeight));
    description.put("total variation weight", Double.toString(totalVariationWeight));
    description.put("output limit", Double.toString(outputLimit));
    return description;
  }
}
