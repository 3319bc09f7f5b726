package io.github.stylizer.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stylizer.image.Pictures;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageBlendTest {
  private final BufferedImage first = Pictures.noise(23, 17, BufferedImage.TYPE_INT_RGB);
  private final BufferedImage second = Pictures.smooth(23, 17);

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1e-300, 0.25, 1.0 / 3, 0.5, 0.999, 1})
  void isTheNearestLevelToTheLinearMixture(double share) {
    BufferedImage mixed = ImageBlend.mix(first, second, share);
    assertThat(mixed.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    int[] a = Pictures.pixels(first);
    int[] b = Pictures.pixels(second);
    int[] m = Pictures.pixels(mixed);
    for (int i = 0; i < m.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        double expected = (1 - share) * (a[i] >> shift & 0xff) + share * (b[i] >> shift & 0xff);
        assertThat((double) (m[i] >> shift & 0xff)).isCloseTo(expected, within(0.5 + 1e-9));
      }
    }
  }

  @Test
  void theEndsAreThePictures() {
    assertThat(Pictures.pixels(ImageBlend.mix(first, second, 0))).isEqualTo(Pictures.pixels(first));
    assertThat(Pictures.pixels(ImageBlend.mix(first, second, 1)))
        .isEqualTo(Pictures.pixels(second));
  }

  @Test
  void picturesAreNotModified() {
    int[] before = Pictures.pixels(first);
    ImageBlend.mix(first, second, 0.5).setRGB(0, 0, 0);
    assertThat(Pictures.pixels(first)).isEqualTo(before);
    assertThat(Pictures.pixels(second)).isEqualTo(Pictures.pixels(Pictures.smooth(23, 17)));
  }

  @Test
  void transparencyIsLaidOnWhite() {
    BufferedImage clear = new BufferedImage(23, 17, BufferedImage.TYPE_INT_ARGB);
    BufferedImage white = Pictures.solid(23, 17, 0xffffff);
    assertThat(Pictures.pixels(ImageBlend.mix(clear, second, 0.5)))
        .isEqualTo(Pictures.pixels(ImageBlend.mix(white, second, 0.5)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
  void otherSharesAreRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageBlend.mix(first, second, share))
        .withMessageContainingAll("0 to 1", String.valueOf(share));
  }

  @Test
  void sizesMustBeEqual() {
    BufferedImage other = Pictures.smooth(17, 23);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageBlend.mix(first, other, 0.5))
        .withMessageContainingAll("23x17", "17x23");
  }
}
