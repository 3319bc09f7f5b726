package io.github.stylizer.gatys;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.PerceptualLoss;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a {@link GatysMethod.Builder} was told, as it was when the method was built. */
final class GatysOptions {
  final int evaluations;
  final GatysOptimizer optimizer;
  final double learningRate;
  final GatysInit start;
  final BufferedImage startImage;
  final double styleScale;
  final long seed;

  private final int smallestSide;
  private final double contentWeight;
  private final double styleWeight;
  private final Map<String, Double> contentTaps;
  private final Map<String, Double> styleTaps;
  private final double totalVariationWeight;

  GatysOptions(GatysMethod.Builder builder) {
    this.evaluations = builder.evaluations;
    this.optimizer = builder.optimizer;
    this.learningRate =
        builder.learningRate == null
            ? builder.optimizer.defaultLearningRate()
            : builder.learningRate;
    this.start = builder.start;
    this.startImage = builder.startImage;
    this.styleScale = builder.styleScale;
    this.smallestSide = builder.smallestSide;
    this.seed = builder.seed;
    this.contentWeight = builder.contentWeight;
    this.styleWeight = builder.styleWeight;
    this.contentTaps = new LinkedHashMap<>(builder.contentTaps);
    this.styleTaps = new LinkedHashMap<>(builder.styleTaps);
    this.totalVariationWeight = builder.totalVariationWeight;
  }

  /** The loss on an extractor: the third tap (or the last) is content, all are style. */
  PerceptualLoss loss(FeatureExtractor extractor) {
    List<String> taps = extractor.taps();
    Map<String, Double> content = new LinkedHashMap<>(contentTaps);
    if (content.isEmpty()) {
      content.put(taps.get(Math.min(2, taps.size() - 1)), 1.0);
    }
    Map<String, Double> style = new LinkedHashMap<>(styleTaps);
    if (style.isEmpty()) {
      taps.forEach(tap -> style.put(tap, 1.0));
    }
    content.replaceAll((tap, weight) -> weight * contentWeight);
    style.replaceAll((tap, weight) -> weight * styleWeight);
    return new PerceptualLoss(extractor, content, style, totalVariationWeight);
  }

  /** The longer sides to work at, from small to large; the last is the given one. */
  List<Integer> sizes(int longerSide) {
    List<Integer> sizes = new ArrayList<>();
    double side = longerSide;
    do {
      sizes.add(0, (int) Math.round(side));
      side /= Math.sqrt(2);
    } while (smallestSide > 0 && Math.round(side) >= smallestSide);
    return sizes;
  }
}
