package io.github.stylizer.benchmarks;

import java.util.List;

/**
 * What {@code programs.json} says of a program. In shapes of arrays that depend on the pictures,
 * {@code N}, {@code H} and {@code W} are their number, height and width.
 *
 * @param name what others call it by
 * @param file the archive, relative to {@code programs.json}
 * @param what what it computes
 * @param precision what it computes with, as torch names it
 * @param arguments what it takes, in order
 * @param results the shapes of what it returns; of one, it returns an array, of more, a list
 * @param operationsPerPixel floating-point operations of the convolutions for a pixel of a picture
 * @param check what it has returned under DJL
 */
record ExportedProgram(
    String name,
    String file,
    String what,
    String precision,
    List<Argument> arguments,
    List<List<Object>> results,
    double operationsPerPixel,
    Check check) {

  /**
   * An argument; one of the fields says which.
   *
   * @param pictures the shape of an array of pictures
   * @param weights a list of arrays
   * @param results a list of arrays that another program returns for the same pictures
   */
  record Argument(List<Object> pictures, List<DrawnTensor> weights, Results results) {
    static Argument ofPictures() {
      return new Argument(List.of("N", 3, "H", "W"), null, null);
    }

    static Argument ofWeights(List<DrawnTensor> weights) {
      return new Argument(null, weights, null);
    }

    static Argument ofResults(String program, List<Integer> indices) {
      return new Argument(null, null, new Results(program, indices));
    }
  }

  /**
   * Some results of a program.
   *
   * @param of its name
   * @param indices which of them, from 0
   */
  record Results(String of, List<Integer> indices) {}

  /**
   * A call that was made under DJL, in float32.
   *
   * @param pictures the pictures; weights are those of the arguments
   * @param file the results one after another, float32, little-endian; whole numbers, too
   * @param shapes the shapes of the results
   * @param tolerance the largest allowed root of the mean squared difference, relative to that of
   *     the results
   */
  record Check(DrawnTensor pictures, String file, List<long[]> shapes, double tolerance) {}
}
