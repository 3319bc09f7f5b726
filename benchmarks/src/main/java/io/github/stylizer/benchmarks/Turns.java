package io.github.stylizer.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times measured in turns: each thing ran once in every turn, so that a busy machine slows them
 * all. Only times from the same run of the program are comparable.
 */
final class Turns {
  private static final int WARM_UP = 3;

  private final Map<String, double[]> milliseconds = new LinkedHashMap<>();
  private final int turns;

  private Turns(int turns) {
    this.turns = turns;
  }

  /**
   * Measures.
   *
   * @param turns the number of measured turns
   * @param runs what takes turns, by name; each has finished its work when it returns
   */
  static Turns of(int turns, Map<String, Runnable> runs) {
    Turns times = new Turns(turns);
    runs.keySet().forEach(name -> times.milliseconds.put(name, new double[turns]));
    for (int turn = -WARM_UP; turn < turns; turn++) {
      for (Map.Entry<String, Runnable> run : runs.entrySet()) {
        long began = System.nanoTime();
        run.getValue().run();
        if (turn >= 0) {
          times.milliseconds.get(run.getKey())[turn] = (System.nanoTime() - began) / 1e6;
        }
      }
    }
    return times;
  }

  /** The number of measured turns. */
  int count() {
    return turns;
  }

  /** The median time of one. */
  double milliseconds(String name) {
    return median(milliseconds.get(name).clone());
  }

  /** The median over the turns of the ratio of two times in one turn. */
  double ratio(String name, String reference) {
    double[] ratios = new double[turns];
    for (int turn = 0; turn < turns; turn++) {
      ratios[turn] = milliseconds.get(name)[turn] / milliseconds.get(reference)[turn];
    }
    return median(ratios);
  }

  static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
