package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0.0123, 12.3 µs",
    "0.9994, 999 µs",
    "0.9996, 1.00 ms",
    "4.306, 4.31 ms",
    "43.1, 43.1 ms",
    "99.96, 100 ms",
    "9999, 9999 ms",
    "9999.7, 10.0 s",
    "18600, 18.6 s",
    "7200000, 7200 s",
    "NaN, –"
  })
  void timesHaveThreeDigitsThatCount(double milliseconds, String expected) {
    assertThat(Numbers.time(milliseconds)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0.65, 0.650", "0.9997, 1.00", "207.4, 207", "-12.34, -12.3", "NaN, –"})
  void numbersToo(double value, String expected) {
    assertThat(Numbers.three(value)).isEqualTo(expected);
  }
}
