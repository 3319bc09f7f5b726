package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedStyleTest {
  private final BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

  @ParameterizedTest
  @ValueSource(doubles = {0, Double.MIN_VALUE, 0.3, 1, 1e300})
  void anyNumberThatIsNotNegativeIsAWeight(double weight) {
    assertThat(new WeightedStyle(image, weight).weight()).isEqualTo(weight);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        -Double.MIN_VALUE,
        -1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void everythingElseIsRefused(double weight) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WeightedStyle(image, weight))
        .withMessageContaining(String.valueOf(weight));
  }

  @Test
  void thoseOfWeightZeroDoNotCount() {
    WeightedStyle none = new WeightedStyle(image, 0);
    WeightedStyle negativeZero = new WeightedStyle(image, -0.0);
    WeightedStyle first = new WeightedStyle(image, 2);
    WeightedStyle second = new WeightedStyle(image, Double.MIN_VALUE);
    assertThat(WeightedStyle.counted(List.of(none, first, negativeZero, second)))
        .containsExactly(first, second);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightedStyle.counted(List.of(none, negativeZero)))
        .withMessageContaining("all styles are 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightedStyle.counted(List.of()))
        .withMessageContaining("at least one style");
  }

  @Test
  void needsAPicture() {
    assertThatNullPointerException().isThrownBy(() -> new WeightedStyle(null, 1));
  }
}
