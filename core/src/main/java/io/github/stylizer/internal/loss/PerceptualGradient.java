package io.github.stylizer.internal.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradient of a {@link PerceptualLoss} by the pixels of one picture, from the formulas of the
 * paper (arXiv 1508.06576, equations 2, 6 and 7) instead of a recorded graph: between the taps and
 * the picture the extractor computes it, the terms at the taps are computed here. It is the same
 * gradient, in fewer passes over the feature maps.
 *
 * <p>Safe for concurrent use; holds native memory, but no arrays, until {@link #close()}. The loss
 * and its extractor stay the caller's.
 */
public final class PerceptualGradient implements AutoCloseable {
  private static final String PARAMETERS = "x: Tensor, target: Tensor, weight: Tensor";

  private final FeatureExtractor extractor;
  private final Map<String, Double> contentWeights;
  private final Map<String, Double> styleWeights;
  private final double totalVariationWeight;
  private final List<String> taps;
  private final TorchProgram content;
  private final TorchProgram style;
  private final TorchProgram totalVariation;

  /**
   * Compiles the terms.
   *
   * @param loss the loss, with at least one content or style tap
   * @param device where the pictures are
   * @throws IllegalArgumentException if the loss has neither content nor style
   */
  public PerceptualGradient(PerceptualLoss loss, Device device) {
    this.extractor = loss.extractor();
    this.contentWeights = loss.contentWeights();
    this.styleWeights = loss.styleWeights();
    this.totalVariationWeight = loss.totalVariationWeight();
    this.taps =
        extractor.taps().stream()
            .filter(tap -> contentWeights.containsKey(tap) || styleWeights.containsKey(tap))
            .toList();
    if (taps.isEmpty()) {
      throw new IllegalArgumentException("a loss without content and style has no taps");
    }
    this.content = compile(PerceptualGradientSource.CONTENT, device);
    this.style = compile(PerceptualGradientSource.style(device.isGpu()), device);
    this.totalVariation = compile(PerceptualGradientSource.TOTAL_VARIATION, device);
  }

  private static TorchProgram compile(List<String> source, Device device) {
    return TorchProgram.compile(PARAMETERS, "List[Tensor]", source, device);
  }

  /**
   * Computes the loss and its gradient.
   *
   * @param image {@code (1, 3, H, W)}, of the size of the photo; not modified
   * @param contentTarget from {@link PerceptualLoss#contentTarget}
   * @param styleTarget from {@link PerceptualLoss#styleTarget}, of one painting
   * @return the loss, and the gradient attached to the manager of {@code image}
   * @throws IllegalArgumentException if there is more than one picture
   * @throws InterruptedException as {@link FeatureExtractor#gradient}
   */
  public LossGradient at(NDArray image, NDList contentTarget, NDList styleTarget)
      throws InterruptedException {
    if (image.getShape().get(0) != 1) {
      throw new IllegalArgumentException(
          "there must be one picture, but the shape is " + image.getShape());
    }
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("content", 0.0);
    losses.put("style", 0.0);
    NDArray gradient =
        extractor.gradient(
            image, taps, features -> atTaps(features, contentTarget, styleTarget, losses));
    if (totalVariationWeight != 0) {
      try (NDArray variation =
          term(totalVariation, "total variation", image, image, totalVariationWeight, losses)) {
        gradient.addi(variation);
      }
    }
    losses.put("total", losses.values().stream().mapToDouble(Double::doubleValue).sum());
    return new LossGradient(losses, gradient);
  }

  private NDList atTaps(
      NDList features, NDList contentTarget, NDList styleTarget, Map<String, Double> losses) {
    NDList gradients = new NDList();
    int contents = 0;
    int styles = 0;
    for (int i = 0; i < taps.size(); i++) {
      NDArray feature = features.get(i);
      Double contentWeight = contentWeights.get(taps.get(i));
      Double styleWeight = styleWeights.get(taps.get(i));
      NDArray gradient = null;
      if (styleWeight != null) {
        NDArray target = styleTarget.get(styles++);
        gradient = term(style, "style", feature, target, styleWeight, losses);
      }
      if (contentWeight != null) {
        NDArray target = contentTarget.get(contents++);
        NDArray ofContent = term(content, "content", feature, target, contentWeight, losses);
        gradient = gradient == null ? ofContent : gradient.addi(ofContent);
      }
      gradients.add(gradient);
    }
    return gradients;
  }

  /** Computes one term, adds its value to the losses and returns its gradient. */
  private static NDArray term(
      TorchProgram program,
      String name,
      NDArray array,
      NDArray target,
      double weight,
      Map<String, Double> losses) {
    try (NDArray factor = array.getManager().create((float) weight)) {
      // Without inference mode, whose arrays could not be added to.
      NDList results = program.run(new NDList(array, target, factor), true);
      try (NDArray value = results.get(0)) {
        losses.merge(name, (double) value.getFloat(), Double::sum);
      }
      return results.get(1);
    }
  }

  /** Frees the programs. A second call does nothing. */
  @Override
  public void close() {
    content.close();
    style.close();
    totalVariation.close();
  }
}
