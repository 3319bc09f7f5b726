package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void runsEachOnceInEveryTurn() {
    List<String> order = new ArrayList<>();
    Map<String, Runnable> runs = new LinkedHashMap<>();
    runs.put("ours", () -> order.add("ours"));
    runs.put("theirs", () -> order.add("theirs"));
    Turns turns = Turns.of(2, runs);
    assertThat(turns.count()).isEqualTo(2);
    assertThat(order).hasSizeGreaterThan(4).hasSize(2 * (order.size() / 2));
    for (int i = 0; i < order.size(); i++) {
      assertThat(order.get(i)).isEqualTo(i % 2 == 0 ? "ours" : "theirs");
    }
  }

  @Test
  void theMedianOfAnEvenCountIsBetweenTheMiddleTwo() {
    assertThat(Turns.median(new double[] {9, 1, 2})).isEqualTo(2);
    assertThat(Turns.median(new double[] {9, 1, 2, 4})).isEqualTo(3);
  }

  @Test
  void aRatioAtItsLimitIsMet() {
    assertThat(ratio(0.95, 0.95).met()).isTrue();
    assertThat(ratio(0.951, 0.95).met()).isFalse();
    assertThat(ratio(5, null).met()).isTrue();
  }

  private static Ratio ratio(double ratio, Double limit) {
    return new Ratio("ours", "a picture", ratio, "theirs", 1, ratio, limit, 1);
  }
}
