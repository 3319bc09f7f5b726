package io.github.stylizer.gatys.optim;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/** A function on plain numbers as an objective, with every evaluation written down. */
final class ArrayObjective implements Objective {
  private final Function function;
  private final int budget;
  final List<Double> losses = new ArrayList<>();
  final List<double[]> points = new ArrayList<>();

  /** A differentiable function. */
  interface Function {
    /**
     * Computes value and gradient.
     *
     * @param gradient receives the gradient
     */
    double at(double[] x, double[] gradient);
  }

  ArrayObjective(Function function) {
    this(function, Integer.MAX_VALUE);
  }

  ArrayObjective(Function function, int budget) {
    this.function = function;
    this.budget = budget;
  }

  int evaluations() {
    return losses.size();
  }

  @Override
  public Evaluation evaluate(NDArray point) {
    double[] x = doubles(point.toFloatArray());
    double[] gradient = new double[x.length];
    double loss = function.at(x, gradient);
    losses.add(loss);
    points.add(x);
    float[] rounded = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      rounded[i] = (float) gradient[i];
    }
    return new Evaluation((float) loss, point.getManager().create(rounded));
  }

  @Override
  public boolean exhausted() {
    return evaluations() >= budget;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Half the sum of {@code curvature · (x - minimum)²}. */
  static Function quadratic(double[] curvatures, double[] minimum) {
    return (x, gradient) -> {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        gradient[i] = curvatures[i] * (x[i] - minimum[i]);
        sum += gradient[i] * (x[i] - minimum[i]) / 2;
      }
      return sum;
    };
  }

  /** Rosenbrock's banana valley, whose minimum is 0 where all numbers are 1. */
  static Function rosenbrock() {
    return (x, gradient) -> {
      double sum = 0;
      for (int i = 0; i + 1 < x.length; i++) {
        double rise = x[i + 1] - x[i] * x[i];
        double rest = 1 - x[i];
        sum += 100 * rise * rise + rest * rest;
        gradient[i] += -400 * x[i] * rise - 2 * rest;
        gradient[i + 1] += 200 * rise;
      }
      return sum;
    };
  }
}
