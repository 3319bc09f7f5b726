package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says is quoted without what steers a terminal or forges a line of a log. */
class WeightsFormatExceptionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "\r", "\0", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029"})
  void controlCharactersAreReplaced(String character) {
    String quoted = "has the norm 'x" + character + "[31my'";
    String shown = "a: has the norm 'x?[31my'";
    Exception cause = new IllegalStateException("broken");
    assertThat(new WeightsFormatException("a", quoted)).hasMessage(shown);
    assertThat(new WeightsFormatException(Path.of("a"), quoted)).hasMessage(shown);
    assertThat(new WeightsFormatException("a", quoted, cause)).hasMessage(shown).hasCause(cause);
    assertThat(new WeightsFormatException(Path.of("a"), quoted, cause)).hasMessage(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"größe.jpg", "睡蓮 🌊", "two  spaces"})
  void textStays(String text) {
    assertThat(new WeightsFormatException("a", text)).hasMessage("a: " + text);
  }
}
