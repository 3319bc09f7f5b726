package io.github.stylizer.djl;

import ai.djl.Model;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.translator.BaseImageTranslatorFactory;
import ai.djl.translate.Translator;
import java.util.Map;

/**
 * Makes translators for a {@link StyleBlock}: photos in, painted images out. Name this class as the
 * {@code translatorFactory} in a {@code Criteria} or in the {@code serving.properties} of a model.
 *
 * <pre>{@code
 * // A folder with a network and serving.properties, as described in FastNetBlockFactory.
 * Criteria<Path, Image> criteria =
 *     Criteria.builder()
 *         .setTypes(Path.class, Image.class)
 *         .optModelPath(Path.of("mosaic"))
 *         .optTranslatorFactory(new StyleTranslatorFactory())
 *         .build();
 * try (ZooModel<Path, Image> model = criteria.loadModel();
 *     Predictor<Path, Image> predictor = model.newPredictor()) {
 *   Image painted = predictor.predict(Path.of("photo.jpg"));
 * }
 * }</pre>
 *
 * <p>Photos may be {@link Image}, {@link java.nio.file.Path}, {@link java.net.URL}, {@link
 * java.io.InputStream} or a URL as a string, and the result is an {@link Image}; with djl-serving,
 * {@code Input} and {@code Output}, the latter a PNG. The result has the size of the photo; photos
 * passed together form a batch and must have the same size. Transparency is ignored. DJL decodes
 * the bytes: without the limits of {@link io.github.stylizer.image.ImageDecoder} and ignoring EXIF
 * orientation.
 */
public final class StyleTranslatorFactory extends BaseImageTranslatorFactory<Image> {

  /** Makes the factory, as DJL does. */
  public StyleTranslatorFactory() {}

  @Override
  protected Translator<Image, Image> buildBaseTranslator(Model model, Map<String, ?> arguments) {
    return new StyleTranslator();
  }

  @Override
  public Class<Image> getBaseOutputType() {
    return Image.class;
  }
}
