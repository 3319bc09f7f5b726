package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.vgg.Vgg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QualityLevelTest {
  private final BufferedImage photo = picture(1);
  private final BufferedImage painting = picture(2);

  private static BufferedImage picture(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 64, 48, random.ints(64 * 48).toArray(), 0, 64);
    return image;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private int[] painted(String level) throws IOException {
    try (FeatureExtractor vgg = Vgg.compact()) {
      return pixels(QualityLevel.of(level, vgg).paint("photo__painting", photo, painting));
    }
  }

  @Test
  void photoStaysAsItIs() throws IOException {
    assertThat(painted("photo")).isEqualTo(pixels(photo));
  }

  @Test
  void photoIsRefined() throws IOException {
    assertThat(painted("photo+2")).isNotEqualTo(pixels(photo)).hasSameSizeAs(pixels(photo));
  }
}
