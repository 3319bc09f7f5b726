package io.github.stylizer.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.stylizer.StyleModel;
import java.util.Objects;

/**
 * A style as a DJL block that maps photos to painted photos, both of shape {@code (N, 3, H, W)} as
 * described in {@link StyleModel}. It exposes no parameters to DJL and cannot be trained; a {@code
 * Criteria} needs the option {@code hasParameter=false} and the path of any existing folder:
 *
 * <pre>{@code
 * try (MetaNet metaNet = MetaNet.compact();
 *     StyleModel style = metaNet.style(painting);
 *     ZooModel<Image, Image> model =
 *         Criteria.builder()
 *             .setTypes(Image.class, Image.class)
 *             .optModelPath(Path.of("."))
 *             .optEngine("PyTorch")
 *             .optOption("hasParameter", "false")
 *             .optBlock(new StyleBlock(style))
 *             .optTranslatorFactory(new StyleTranslatorFactory())
 *             .build()
 *             .loadModel();
 *     Predictor<Image, Image> predictor = model.newPredictor()) {
 *   Image painted = predictor.predict(ImageFactory.getInstance().fromImage(photo));
 * }
 * }</pre>
 *
 * <p>Safe for concurrent use, as the style is.
 */
public final class StyleBlock extends AbstractBlock {
  private final StyleModel model;

  /**
   * Makes a block from a style.
   *
   * @param model owned by the caller; must outlive the block
   */
  public StyleBlock(StyleModel model) {
    this.model = Objects.requireNonNull(model, "model");
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList photos,
      boolean training,
      PairList<String, Object> ignoredOptions) {
    if (training) {
      throw new UnsupportedOperationException("a style block cannot be trained");
    }
    return new NDList(model.stylize(photos.singletonOrThrow()));
  }

  /**
   * Returns the shape of painted photos, which equals that of the photos.
   *
   * @param inputShapes the shape of the photos
   * @return the same
   */
  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
