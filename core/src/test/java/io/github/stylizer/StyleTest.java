package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleTest {
  private final BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
  private final StyleCode code = StyleCode.of("0123456789abcdef", new float[] {1});
  private final List<Style> ofEachKind =
      List.of(Style.of(image), Style.of(Path.of("a.png")), Style.of(code), Style.of("wave"));

  @ParameterizedTest
  @ValueSource(doubles = {0, Double.MIN_VALUE, 0.3, 1, 1e300})
  void anyNumberThatIsNotNegativeIsAWeight(double weight) {
    for (Style style : ofEachKind) {
      assertThat(style.weight()).isEqualTo(1);
      assertThat(style.weight(weight).weight()).isEqualTo(weight);
      assertThat(style.weight(weight).weight(1)).isEqualTo(style);
    }
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
    for (Style style : ofEachKind) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> style.weight(weight))
          .withMessageContaining(String.valueOf(weight));
    }
  }

  @Test
  void thoseOfWeightZeroDoNotCount() {
    Style first = Style.of(image).weight(2);
    Style second = Style.of("wave").weight(Double.MIN_VALUE);
    Style none = Style.of(image).weight(0);
    Style negativeZero = Style.of("wave").weight(-0.0);
    assertThat(Style.counted(List.of(none, first, negativeZero, second)))
        .containsExactly(first, second);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Style.counted(List.of(none, negativeZero)))
        .withMessageContaining("all styles are 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Style.counted(List.of()))
        .withMessageContaining("at least one style");
  }

  @Test
  void saysWhatItIs() {
    assertThat(ofEachKind)
        .extracting(Style::toString)
        .containsExactly("image of 3x2", "a.png", "unnamed style code", "wave");
    assertThat(Style.of(code.named("mine"))).hasToString("mine");
  }

  @Test
  void needsSomething() {
    assertThatNullPointerException().isThrownBy(() -> Style.of((BufferedImage) null));
    assertThatNullPointerException().isThrownBy(() -> Style.of((Path) null));
    assertThatNullPointerException().isThrownBy(() -> Style.of((StyleCode) null));
    assertThatNullPointerException().isThrownBy(() -> Style.of((String) null));
  }
}
