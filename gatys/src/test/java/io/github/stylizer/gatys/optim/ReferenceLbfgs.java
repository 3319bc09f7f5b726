package io.github.stylizer.gatys.optim;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code torch.optim.LBFGS} without line search in double precision, with the two-loop recursion of
 * Nocedal and Wright, algorithm 7.4, and no stopping but after 20 iterations.
 */
final class ReferenceLbfgs {
  private final ArrayObjective.Function function;
  private final double learningRate;
  private final int history;
  private final List<double[]> steps = new ArrayList<>();
  private final List<double[]> changes = new ArrayList<>();
  final List<Double> losses = new ArrayList<>();
  final double[] x;
  private double[] previousGradient;
  private double[] lastStep;

  ReferenceLbfgs(
      ArrayObjective.Function function, double[] start, double learningRate, int history) {
    this.function = function;
    this.x = start.clone();
    this.learningRate = learningRate;
    this.history = history;
  }

  void step() {
    double[] gradient = evaluate();
    for (int iteration = 1; iteration <= 20; iteration++) {
      double length = learningRate;
      if (previousGradient == null) {
        double sum = 0;
        for (double component : gradient) {
          sum += Math.abs(component);
        }
        length *= Math.min(1, 1 / sum);
      } else {
        double[] change = new double[x.length];
        for (int i = 0; i < x.length; i++) {
          change[i] = gradient[i] - previousGradient[i];
        }
        add(lastStep, change);
      }
      double[] direction = direction(steps, changes, gradient);
      lastStep = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        lastStep[i] = length * direction[i];
        x[i] += lastStep[i];
      }
      previousGradient = gradient;
      if (iteration < 20) {
        gradient = evaluate();
      }
    }
  }

  private double[] evaluate() {
    double[] gradient = new double[x.length];
    losses.add(function.at(x, gradient));
    return gradient;
  }

  private void add(double[] step, double[] change) {
    if (dot(step, change) <= 1e-10) {
      return;
    }
    if (steps.size() == history) {
      steps.remove(0);
      changes.remove(0);
    }
    steps.add(step);
    changes.add(change);
  }

  /** The direction from pairs that are in order of age, the oldest first. */
  static double[] direction(List<double[]> steps, List<double[]> changes, double[] gradient) {
    int size = steps.size();
    double[] result = new double[gradient.length];
    add(result, -1, gradient);
    double[] alpha = new double[size];
    for (int i = size - 1; i >= 0; i--) {
      alpha[i] = dot(steps.get(i), result) / dot(steps.get(i), changes.get(i));
      add(result, -alpha[i], changes.get(i));
    }
    if (size > 0) {
      double[] change = changes.get(size - 1);
      double scale = dot(steps.get(size - 1), change) / dot(change, change);
      for (int k = 0; k < result.length; k++) {
        result[k] *= scale;
      }
    }
    for (int i = 0; i < size; i++) {
      double beta = dot(changes.get(i), result) / dot(steps.get(i), changes.get(i));
      add(result, alpha[i] - beta, steps.get(i));
    }
    return result;
  }

  private static void add(double[] sum, double factor, double[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
