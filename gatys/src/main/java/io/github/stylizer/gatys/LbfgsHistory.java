package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * The last steps and changes of gradient, from which L-BFGS estimates the curvature: Nocedal and
 * Wright, Numerical Optimization, algorithm 7.4 (the two-loop recursion).
 *
 * <p>The recursion runs on inner products instead of vectors, as in Chen, Wang and Zhou, <em>Large-
 * scale L-BFGS using MapReduce</em>, NIPS 2014: its direction is a combination of the gradient and
 * the remembered vectors, and only the coefficients are computed one after the other. So an
 * iteration takes six products with a matrix instead of four hundred operations on vectors, each of
 * which waits for all threads.
 */
final class LbfgsHistory implements AutoCloseable {
  private final int capacity;
  private final NDManager manager;
  // Rows in use are 0 … size-1; the oldest pair is in row `oldest`.
  private final NDArray steps;
  private final NDArray changes;
  private int size;
  private int oldest;
  // stepChange[i][j] = step i · change j, known for all j not older than i.
  private final double[][] stepChange;
  private final double[][] changeChange;

  /**
   * Begins with nothing remembered.
   *
   * @param capacity how many pairs are kept
   * @param length how many numbers a vector has
   */
  LbfgsHistory(int capacity, long length, NDManager parent) {
    this.capacity = capacity;
    this.manager = parent.newSubManager();
    // Not filled: memory is taken from the system row by row as pairs come in.
    this.steps = manager.create(new Shape(capacity, length));
    this.changes = manager.create(new Shape(capacity, length));
    this.stepChange = new double[capacity][capacity];
    this.changeChange = new double[capacity][capacity];
  }

  /**
   * Remembers a step, unless the curvature along it is not clearly positive.
   *
   * @param step the change of the point, {@code (n)}; not modified
   * @param change the change of the gradient, {@code (n)}; not modified
   */
  void add(NDArray step, NDArray change) {
    try (NDArray curvature = change.dot(step)) {
      if (!(curvature.getFloat() > 1e-10f)) {
        return;
      }
    }
    int row = size < capacity ? size : oldest;
    if (size < capacity) {
      size++;
    } else {
      oldest = (oldest + 1) % capacity;
    }
    NDIndex index = new NDIndex().addIndices(row);
    steps.set(index, step);
    changes.set(index, change);
    double[] withSteps = products(steps, change);
    double[] withChanges = products(changes, change);
    for (int i = 0; i < size; i++) {
      stepChange[i][row] = withSteps[i];
      changeChange[i][row] = withChanges[i];
      changeChange[row][i] = withChanges[i];
    }
  }

  /**
   * Computes the direction of descent.
   *
   * @param gradient {@code (n)}; not modified
   * @return {@code (n)}, attached to the gradient's manager
   */
  NDArray direction(NDArray gradient) {
    if (size == 0) {
      return gradient.neg();
    }
    double[] stepGradient = products(steps, gradient);
    double[] changeGradient = products(changes, gradient);
    double[] alpha = new double[size];
    for (int age = size - 1; age >= 0; age--) {
      int i = row(age);
      double product = -stepGradient[i];
      for (int younger = age + 1; younger < size; younger++) {
        int j = row(younger);
        product -= alpha[j] * stepChange[i][j];
      }
      alpha[i] = product / stepChange[i][i];
    }
    int newest = row(size - 1);
    double scale = stepChange[newest][newest] / changeChange[newest][newest];
    double[] weight = new double[size];
    for (int age = 0; age < size; age++) {
      int i = row(age);
      double product = -changeGradient[i];
      for (int j = 0; j < size; j++) {
        product -= alpha[j] * changeChange[i][j];
      }
      product *= scale;
      for (int older = 0; older < age; older++) {
        int j = row(older);
        product += weight[j] * stepChange[j][i];
      }
      weight[i] = alpha[i] - product / stepChange[i][i];
    }
    NDArray direction = gradient.mul((float) -scale);
    addCombination(direction, alpha, changes, -scale);
    addCombination(direction, weight, steps, 1);
    return direction;
  }

  private int row(int age) {
    return (oldest + age) % size;
  }

  private NDArray used(NDArray rows) {
    return rows.get(new NDIndex().addSliceDim(0, size));
  }

  private double[] products(NDArray rows, NDArray vector) {
    try (NDArray used = used(rows);
        NDArray products = used.matMul(vector)) {
      float[] values = products.toFloatArray();
      double[] result = new double[size];
      for (int i = 0; i < size; i++) {
        result[i] = values[i];
      }
      return result;
    }
  }

  private void addCombination(NDArray target, double[] weights, NDArray rows, double factor) {
    float[] scaled = new float[size];
    for (int i = 0; i < size; i++) {
      scaled[i] = (float) (factor * weights[i]);
    }
    try (NDArray coefficients = manager.create(scaled, new Shape(1, size));
        NDArray used = used(rows);
        NDArray product = coefficients.matMul(used);
        NDArray flat = product.reshape(target.getShape())) {
      target.addi(flat);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
