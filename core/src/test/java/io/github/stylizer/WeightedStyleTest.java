package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedStyleTest {
  private final BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 0.3, 1, 1e300})
  void anyPositiveNumberIsAWeight(double weight) {
    assertThat(new WeightedStyle(image, weight).weight()).isEqualTo(weight);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void everythingElseIsRefused(double weight) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WeightedStyle(image, weight))
        .withMessageContaining(String.valueOf(weight));
  }

  @Test
  void needsAPicture() {
    assertThatNullPointerException().isThrownBy(() -> new WeightedStyle(null, 1));
  }
}
