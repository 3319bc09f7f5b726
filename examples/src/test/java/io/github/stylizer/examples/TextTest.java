package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "1449, 1.4 s",
    "9999, 10.0 s",
    "10000, 10 s",
    "59999, 59 s",
    "60000, 1 min 0 s",
    "3599999, 59 min 59 s",
    "3600000, 1 h 0 min",
    "90061000, 25 h 1 min"
  })
  void durations(long milliseconds, String text) {
    assertThat(Text.duration(Duration.ofMillis(milliseconds))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000000000.00/s",
    "4, 250.00/s",
    "400, 2.50/s",
    "10000, 0.10/s",
    "72000, 1 min 12 s each"
  })
  void paces(long millisecondsEach, String text) {
    assertThat(Text.pace(Duration.ofMillis(millisecondsEach))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--size=64 | --size=64",
        "/a/b-c_d.jpg | /a/b-c_d.jpg",
        "my photos | 'my photos'",
        "it's | 'it'\\''s'",
        "$HOME | '$HOME'",
        "\"\" | ''",
      })
  void wordsForAShell(String argument, String typed) {
    assertThat(Text.shellWord(argument)).isEqualTo(typed);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "553433881, 553.4 MB",
    "6300000000, 6.3 GB",
    "9223372036854775807, 9223372.0 TB"
  })
  void bytes(long count, String text) {
    assertThat(Text.bytes(count)).isEqualTo(text);
  }

  @Test
  void losses() {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("content", 1.23456);
    losses.put("style", 0.0000123456);
    losses.put("total", Double.NaN);
    assertThat(Text.losses(losses)).isEqualTo("content 1.235, style 1.235e-05, total NaN");
    assertThat(Text.losses(Map.of())).isEmpty();
  }
}
