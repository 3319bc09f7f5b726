package io.github.stylizer.examples.programs;

import ai.djl.ModelException;
import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import io.github.stylizer.djl.StyleTranslatorFactory;
import io.github.stylizer.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Paints one photo through DJL's API alone, for applications built on it. The style is a folder
 * with a network, {@code network.safetensors}, and a file {@code serving.properties}:
 *
 * <pre>
 * engine=PyTorch
 * option.hasParameter=false
 * blockFactory=io.github.stylizer.fastnet.FastNetBlockFactory
 * translatorFactory=io.github.stylizer.djl.StyleTranslatorFactory
 * </pre>
 *
 * <p>djl-serving takes the same folder, with the jars of this library in its {@code deps}.
 */
public final class DjlModel {
  private DjlModel() {}

  /**
   * Paints.
   *
   * @param args the photo, the folder of the style and the output file
   * @throws IOException if a file cannot be read or written
   * @throws ModelException if the folder is not a model
   * @throws TranslateException if the photo cannot be read or painted
   */
  public static void main(String[] args) throws IOException, ModelException, TranslateException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: DjlModel PHOTO FOLDER OUT");
    }
    Criteria<Path, Image> criteria =
        Criteria.builder()
            .setTypes(Path.class, Image.class)
            .optModelPath(Path.of(args[1]))
            // Needed for types other than Input and Output: DJL chooses the factory before reading
            // serving.properties.
            .optTranslatorFactory(new StyleTranslatorFactory())
            .build();
    // Models are thread-safe, predictors are not.
    try (ZooModel<Path, Image> model = criteria.loadModel();
        Predictor<Path, Image> predictor = model.newPredictor()) {
      BufferedImage painted = (BufferedImage) predictor.predict(Path.of(args[0])).getWrappedImage();
      ImageEncoder.standard().write(painted, Path.of(args[2]));
    }
  }
}
