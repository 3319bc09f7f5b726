package io.github.stylizer.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.stylizer.StyleModel;
import java.util.Objects;

/**
 * A style as a block of DJL: photos go in, painted photos come out, both of shape {@code (N, 3, H,
 * W)} as {@link StyleModel} describes them. It has no parameters that DJL knows of and cannot be
 * trained; a {@code Criteria} needs the option {@code hasParameter=false}, and some folder to
 * exist:
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
   * Makes a block of a style.
   *
   * @param model stays the caller's and must outlive the block
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
      throw new UnsupportedOperationException("a style is ready: it paints and is not trained");
    }
    return new NDList(model.stylize(photos.singletonOrThrow()));
  }

  /**
   * Returns the shape of painted photos, which is that of the photos.
   *
   * @param inputShapes the shape of the photos
   * @return the same
   */
  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
