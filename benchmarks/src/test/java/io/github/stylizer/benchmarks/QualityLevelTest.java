package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.vgg.Vgg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class QualityLevelTest {
  private final BufferedImage photo = PhotoPixels.drawn(64, 48);
  private final BufferedImage painting = PhotoPixels.drawn(48, 64);

  private int[] painted(String level) throws IOException {
    try (FeatureExtractor vgg = Vgg.compact()) {
      return PhotoPixels.of(QualityLevel.of(level, vgg).paint("photo__painting", photo, painting));
    }
  }

  @Test
  void photoStaysAsItIs() throws IOException {
    assertThat(painted("photo")).isEqualTo(PhotoPixels.of(photo));
  }

  @Test
  void photoIsRefined() throws IOException {
    assertThat(painted("photo+2"))
        .isNotEqualTo(PhotoPixels.of(photo))
        .hasSameSizeAs(PhotoPixels.of(photo));
  }
}
