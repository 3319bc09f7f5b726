package io.github.stylizer.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Matrix3Test {
  private static final double[][] IDENTITY = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  private static void assertClose(double[][] actual, double[][] expected, double tolerance) {
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(actual[i][j]).as("%d, %d", i, j).isCloseTo(expected[i][j], within(tolerance));
      }
    }
  }

  private static double[][] positive(Random random) {
    double[][] root = new double[3][3];
    double[][] transposed = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        root[i][j] = random.nextGaussian();
        transposed[j][i] = root[i][j];
      }
    }
    return Matrix3.product(root, transposed);
  }

  @Test
  void theSquareOfTheRootIsTheMatrix() {
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      double[][] matrix = positive(random);
      double[][] root = Matrix3.function(matrix, value -> Math.sqrt(Math.max(0, value)));
      assertClose(Matrix3.product(root, root), matrix, 1e-12);
    }
  }

  @Test
  void theReciprocalIsTheInverse() {
    Random random = new Random(4);
    for (int i = 0; i < 100; i++) {
      double[][] matrix = positive(random);
      for (int k = 0; k < 3; k++) {
        matrix[k][k] += 0.1;
      }
      double[][] inverse = Matrix3.function(matrix, value -> 1 / value);
      assertClose(Matrix3.product(matrix, inverse), IDENTITY, 1e-11);
    }
  }

  @Test
  void specialMatrices() {
    double[][] zero = new double[3][3];
    assertClose(Matrix3.function(zero, Math::exp), IDENTITY, 0);
    double[][] diagonal = {{4, 0, 0}, {0, 0, 0}, {0, 0, 9}};
    double[][] roots = {{2, 0, 0}, {0, 0, 0}, {0, 0, 3}};
    assertClose(Matrix3.function(diagonal, Math::sqrt), roots, 0);
    double[][] allEqual = {{3, 3, 3}, {3, 3, 3}, {3, 3, 3}};
    double[][] ones = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
    assertClose(Matrix3.function(allEqual, value -> Math.sqrt(Math.max(0, value))), ones, 1e-7);
    double[][] tiny = {{1, 1e-300, 0}, {1e-300, 1, 5e-324}, {0, 5e-324, 2}};
    assertClose(Matrix3.function(tiny, value -> value), tiny, 1e-15);
  }

  @Test
  void theMatrixIsNotModified() {
    double[][] matrix = {{2, 1, 0}, {1, 2, 1}, {0, 1, 2}};
    Matrix3.function(matrix, value -> value + 1);
    assertThat(matrix).isDeepEqualTo(new double[][] {{2, 1, 0}, {1, 2, 1}, {0, 1, 2}});
  }
}
