package io.github.stylizer.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * By how much the peak of the process's memory is above what was in use before the first picture. A
 * process has one peak, so every benchmark needs a process of its own. Linux only; elsewhere not a
 * number. The memory of a GPU is not counted.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class PeakMemory {
  /** In megabytes of 2^20 bytes. */
  public double peakMegabytes;

  private double reported;
  private boolean measured;

  /**
   * Remembers what is in use before the first picture.
   *
   * @param network was made ready before
   * @throws IOException if the operating system cannot be asked
   */
  @Setup(Level.Trial)
  public void begin(ScaleBenchmark.Network network) throws IOException {
    reported = ProcessMemory.resident();
  }

  /**
   * Finds out whether results count.
   *
   * @param iteration says it
   */
  @Setup(Level.Iteration)
  public void beginIteration(IterationParams iteration) {
    measured = iteration.getType() == IterationType.MEASUREMENT;
  }

  /** JMH sets the counter to 0 before every iteration and adds all up: what is new is counted. */
  void update() throws IOException {
    if (measured) {
      double grown = ProcessMemory.peak() - reported;
      peakMegabytes += grown;
      reported += grown;
    }
  }
}
