package io.github.stylizer.internal.image;

import java.util.function.DoubleUnaryOperator;

/** 3x3 matrices, as arrays of rows. */
final class Matrix3 {
  // Each sweep squares the off-diagonal remainder: five reach full double precision.
  private static final int SWEEPS = 10;

  private Matrix3() {}

  static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return product;
  }

  /**
   * Applies a function to the eigenvalues of a symmetric matrix.
   *
   * @param symmetric the matrix; not modified
   * @param function applied to each eigenvalue
   * @return a symmetric matrix with the same eigenvectors
   */
  static double[][] function(double[][] symmetric, DoubleUnaryOperator function) {
    double[][] diagonal = {symmetric[0].clone(), symmetric[1].clone(), symmetric[2].clone()};
    double[][] vectors = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      rotate(diagonal, vectors, 0, 1);
      rotate(diagonal, vectors, 0, 2);
      rotate(diagonal, vectors, 1, 2);
    }
    double[][] result = new double[3][3];
    for (int k = 0; k < 3; k++) {
      double value = function.applyAsDouble(diagonal[k][k]);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          result[i][j] += value * vectors[i][k] * vectors[j][k];
        }
      }
    }
    return result;
  }

  /** One Jacobi rotation, which zeroes the element at p, q. */
  private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
    if (matrix[p][q] == 0) {
      return;
    }
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double cosine = 1 / Math.hypot(tangent, 1);
    double sine = tangent * cosine;
    rotateColumns(matrix, p, q, cosine, sine);
    for (int k = 0; k < 3; k++) {
      double atP = matrix[p][k];
      double atQ = matrix[q][k];
      matrix[p][k] = cosine * atP - sine * atQ;
      matrix[q][k] = sine * atP + cosine * atQ;
    }
    rotateColumns(vectors, p, q, cosine, sine);
  }

  private static void rotateColumns(double[][] matrix, int p, int q, double cosine, double sine) {
    for (double[] row : matrix) {
      double atP = row[p];
      double atQ = row[q];
      row[p] = cosine * atP - sine * atQ;
      row[q] = sine * atP + cosine * atQ;
    }
  }
}
