package io.github.stylizer.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u001b",
        "\u007f",
        "\u0085",
        "\u009b",
        "\u2028",
        "\u2029",
        "\n   \n  ",
        "\u0085 \u009b"
      })
  void aBreakIsOneSpace(String separator) {
    assertThat(OneLine.of("first" + separator + "second")).isEqualTo("first second");
  }

  @Test
  void spacesOfAFileNameStay() {
    assertThat(OneLine.of("two  spaces and größe.jpg")).isEqualTo("two  spaces and größe.jpg");
  }
}
