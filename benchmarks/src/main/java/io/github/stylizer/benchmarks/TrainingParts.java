package io.github.stylizer.benchmarks;

import com.google.gson.JsonObject;
import java.io.IOException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Where the time of training steps goes. JMH divides by the time of all steps and calls the unit
 * {@code ops/s}: the results are shares, 0 … 1.
 */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class TrainingParts {
  /** Waiting for photos, which other threads decode, crop and resize meanwhile. */
  public double data;

  /** From photos in Java memory to stylized ones, including generated weights. */
  public double forward;

  /** The features of photos and results. */
  public double lossNetwork;

  /** The rest: terms of the loss, gradients and their norm, Adam, and metrics. */
  public double backwardAndOptimizer;

  private double waitedBefore = Double.NaN;

  /** Makes a step and counts the seconds of its parts. */
  void step(TrainingState training) throws IOException, InterruptedException {
    long began = System.nanoTime();
    JsonObject numbers = training.step();
    long ended = System.nanoTime();
    double waited = numbers.get("data_wait_seconds").getAsDouble();
    double wait = waited - (Double.isNaN(waitedBefore) ? waited : waitedBefore);
    waitedBefore = waited;
    TimedExtractor extractor = training.extractor();
    data += wait;
    forward += (extractor.began() - began) / 1e9 - wait;
    lossNetwork += (extractor.ended() - extractor.began()) / 1e9;
    backwardAndOptimizer += (ended - extractor.ended()) / 1e9;
  }
}
