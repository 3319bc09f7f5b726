package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SoakPlotTest {
  private static final int RESIDENT = 0xff1f5fa8;

  @Test
  void limitsAreRound() {
    assertThat(SoakPlot.roundUp(0)).isEqualTo(1);
    assertThat(SoakPlot.roundUp(1)).isEqualTo(1);
    assertThat(SoakPlot.roundUp(318)).isEqualTo(400);
    assertThat(SoakPlot.roundUp(401)).isEqualTo(800);
    assertThat(SoakPlot.roundUp(9000)).isEqualTo(10_000);
  }

  /** Twice the memory is drawn twice as high above the bottom of the panel. */
  @Test
  void heightIsProportional() {
    double full = bottom() - height(400);
    double half = bottom() - height(200);
    assertThat(full / half).isBetween(1.96, 2.04);
  }

  private static double bottom() {
    return height(0.001);
  }

  /** The middle row of the line of resident memory; the biggest sample fixes the scale. */
  private static double height(double resident) {
    List<SoakSample> level = List.of(sample(10, resident), sample(20, resident));
    List<SoakSample> scale = List.of(sample(10, 400), sample(20, 400));
    BufferedImage plot = SoakPlot.of(new TreeMap<>(Map.of("a", level, "b", scale)));
    int x = 64 + 225;
    int first = -1;
    int last = -1;
    // Below the titles, which have the same color.
    for (int y = 36; y < plot.getHeight(); y++) {
      if (plot.getRGB(x, y) == RESIDENT) {
        first = first < 0 ? y : first;
        last = y;
      }
    }
    return (first + last) / 2.0;
  }

  private static SoakSample sample(int pictures, double resident) {
    return new SoakSample("any", pictures, resident, 8, 40, 30, 20);
  }
}
