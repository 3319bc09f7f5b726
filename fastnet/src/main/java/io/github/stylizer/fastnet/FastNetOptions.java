package io.github.stylizer.fastnet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.LossWeights;
import io.github.stylizer.internal.loss.PerceptualLoss;
import io.github.stylizer.internal.nn.TransformNet;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a training, besides those common to all. */
record FastNetOptions(
    TransformNet net,
    String contentTap,
    LossWeights weights,
    double outputLimit,
    String styleName,
    long seed) {

  /** The loss with these weights; style is compared at all taps. */
  PerceptualLoss loss(FeatureExtractor extractor) {
    Map<String, Double> style = new LinkedHashMap<>();
    extractor.taps().forEach(tap -> style.put(tap, weights.style()));
    return new PerceptualLoss(
        extractor, Map.of(contentTap, weights.content()), style, weights.totalVariation());
  }

  Map<String, String> description(FeatureExtractor extractor) {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("base", Integer.toString(net.base()));
    if (net.antialiased()) {
      description.put("sampling", "anti-aliased");
    }
    description.put("taps", String.join(" ", extractor.taps()));
    description.put("content tap", contentTap);
    description.putAll(weights.description());
    description.put("output limit", Double.toString(outputLimit));
    return description;
  }
}
