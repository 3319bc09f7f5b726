package io.github.stylizer.djl;

import ai.djl.Model;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.translator.BaseImageTranslatorFactory;
import ai.djl.translate.Translator;
import java.util.Map;

/**
 * Brings photos to a {@link StyleBlock} and painted pictures back. A {@code Criteria} or the file
 * {@code serving.properties} of a model names this class as its {@code translatorFactory}.
 *
 * <pre>{@code
 * // A folder with a network and serving.properties, as FastNetBlockFactory describes it.
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
 * <p>Photos are taken as {@link Image}, {@link java.nio.file.Path}, {@link java.net.URL}, {@link
 * java.io.InputStream} or the text of a URL, and returned as {@link Image}; or as the {@code Input}
 * and {@code Output} of djl-serving, which then answers with a PNG. The result has the size of the
 * photo; photos that are given at once form a batch and must have one size. Transparency is
 * ignored. Bytes are decoded by DJL: without the limits of {@link
 * io.github.stylizer.image.ImageDecoder}, and not turned as their EXIF orientation says.
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
