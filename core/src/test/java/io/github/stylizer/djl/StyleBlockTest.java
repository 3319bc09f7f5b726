package io.github.stylizer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any style as a model of DJL. */
class StyleBlockTest {

  /** A style that changes nothing. */
  private static final class Copy implements StyleModel {
    @Override
    public NDArray stylize(NDArray content, ProgressListener listener) {
      return content.duplicate();
    }

    @Override
    public void close() {}
  }

  @Test
  void picturesGoInAndOutUnchanged(@TempDir Path folder) throws Exception {
    BufferedImage photo = new BufferedImage(256, 5, BufferedImage.TYPE_INT_RGB);
    for (int level = 0; level < 256; level++) {
      photo.setRGB(level, 0, level << 16 | 255 - level << 8);
      photo.setRGB(level, 4, level);
    }
    try (ZooModel<Image, Image> model =
            Criteria.builder()
                .setTypes(Image.class, Image.class)
                .optModelPath(folder)
                .optEngine("PyTorch")
                .optOption("hasParameter", "false")
                .optBlock(new StyleBlock(new Copy()))
                .optTranslatorFactory(new StyleTranslatorFactory())
                .build()
                .loadModel();
        Predictor<Image, Image> predictor = model.newPredictor()) {
      Image painted = predictor.predict(ImageFactory.getInstance().fromImage(photo));
      assertThat(PhotoPixels.of((BufferedImage) painted.getWrappedImage()))
          .containsExactly(PhotoPixels.of(photo));
    }
  }
}
