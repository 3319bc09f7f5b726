package io.github.stylizer.gatys;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.ContentTap;
import io.github.stylizer.internal.loss.PerceptualLoss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of the loss.
 *
 * @param content multiplies the weight of every content tap
 * @param style multiplies the weight of every style tap
 * @param contentTaps their shares; empty for the third tap, or the last of fewer
 * @param styleTaps their shares; empty for all taps
 * @param totalVariation the weight of the total variation
 */
record GatysWeights(
    double content,
    double style,
    Map<String, Double> contentTaps,
    Map<String, Double> styleTaps,
    double totalVariation) {

  GatysWeights {
    contentTaps = Map.copyOf(contentTaps);
    styleTaps = Map.copyOf(styleTaps);
  }

  /** The loss for an extractor. */
  PerceptualLoss loss(FeatureExtractor extractor) {
    List<String> taps = extractor.taps();
    Map<String, Double> ofContent = new LinkedHashMap<>(contentTaps);
    if (ofContent.isEmpty()) {
      ofContent.put(ContentTap.of(extractor), 1.0);
    }
    Map<String, Double> ofStyle = new LinkedHashMap<>(styleTaps);
    if (ofStyle.isEmpty()) {
      taps.forEach(tap -> ofStyle.put(tap, 1.0));
    }
    ofContent.replaceAll((tap, share) -> share * content);
    ofStyle.replaceAll((tap, share) -> share * style);
    return new PerceptualLoss(extractor, ofContent, ofStyle, totalVariation);
  }
}
