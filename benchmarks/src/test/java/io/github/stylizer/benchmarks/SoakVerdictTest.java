package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class SoakVerdictTest {
  private static final double TOLERANCE = 0.03;

  @Test
  void nothingIsWrongIfMemoryOnlyGrowsAtFirst() {
    SoakVerdict verdict = verdict(i -> i < 50 ? 200 + i : 250, i -> 40, i -> 30);
    assertThat(verdict.growth()).isZero();
    assertThat(verdict.problem()).isEmpty();
  }

  @Test
  void measuresTheGrowthOfTheSecondHalf() {
    // From 300 to 349, with the median at 324.5.
    SoakVerdict verdict = verdict(i -> 250 + i, i -> 40, i -> 30);
    assertThat(verdict.growth()).isCloseTo(49 / 324.5, within(1e-9));
    assertThat(verdict.problem())
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("metanet", "resident memory", "15.1 %", "1000 pictures", "3.0 %"));
  }

  /** Memory that goes up and down, as that of an allocator does, is no growth. */
  @Test
  void acceptsNoise() {
    assertThat(verdict(i -> 300 + 20 * (i % 2), i -> 40, i -> 30).problem()).isEmpty();
  }

  @Test
  void oneMoreArrayIsOneTooMany() {
    assertThat(verdict(i -> 300, i -> i < 70 ? 40 : 41, i -> 30).problem())
        .hasValue("metanet: 40 live native arrays after 10 pictures, but 41 after 710");
  }

  @Test
  void oneMoreFileIsOneTooMany() {
    assertThat(verdict(i -> 300, i -> 40, i -> i == 99 ? 31 : 30).problem())
        .hasValue("metanet: 30 open files after 10 pictures, but 31 after 1000");
  }

  @Test
  void aSingleSampleDoesNotGrow() {
    SoakSample sample = new SoakSample("gatys", 1, 300, 8, 40, 30, 20);
    assertThat(new SoakVerdict(List.of(sample), TOLERANCE).growth()).isZero();
  }

  private static SoakVerdict verdict(
      IntToDoubleFunction resident, IntUnaryOperator arrays, IntUnaryOperator files) {
    List<SoakSample> samples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      samples.add(
          new SoakSample(
              "metanet",
              10 * (i + 1),
              resident.applyAsDouble(i),
              8,
              arrays.applyAsInt(i),
              files.applyAsInt(i),
              20));
    }
    return new SoakVerdict(samples, TOLERANCE);
  }
}
