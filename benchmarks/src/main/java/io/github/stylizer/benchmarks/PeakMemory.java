package io.github.stylizer.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * Peak memory of the process, minus what was in use before the first result. A process has one
 * peak, so every benchmark needs its own process. Linux only; NaN elsewhere. GPU memory is not
 * counted.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class PeakMemory {
  /** In MiB. */
  public double peakMegabytes;

  private double reported;
  private boolean measured;

  /**
   * Records what is in use before the first result.
   *
   * @param network is loaded first
   */
  @Setup(Level.Trial)
  public void begin(ScaleBenchmark.Network network) {
    reported = ProcessMemory.resident();
  }

  /**
   * Records whether results count.
   *
   * @param iteration the type of the iteration
   */
  @Setup(Level.Iteration)
  public void beginIteration(IterationParams iteration) {
    measured = iteration.getType() == IterationType.MEASUREMENT;
  }

  /**
   * JMH resets the counter before every iteration and adds all up, so only the increase is counted.
   */
  void update() {
    if (measured) {
      double grown = ProcessMemory.peak() - reported;
      peakMegabytes += grown;
      reported += grown;
    }
  }
}
