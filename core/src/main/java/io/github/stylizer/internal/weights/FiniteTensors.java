package io.github.stylizer.internal.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import java.io.IOException;

/** Reads the parameters of networks, and checks that all are finite; the arrays are float32. */
public final class FiniteTensors {
  private FiniteTensors() {}

  /**
   * Returns the shape of a required tensor.
   *
   * @param file an open file
   * @param tensor the name of the tensor
   * @param expected its shape, for the message
   * @return its shape
   * @throws WeightsFormatException if the tensor is missing
   */
  public static Shape shape(WeightsFile file, String tensor, Shape expected)
      throws WeightsFormatException {
    if (!file.names().contains(tensor)) {
      throw new WeightsFormatException(
          file.origin(), "the tensor " + tensor + " " + expected + " is missing");
    }
    return file.info(tensor).arrayShape();
  }

  /**
   * Makes the exception for a tensor of unexpected shape.
   *
   * @param file an open file
   * @param tensor the name of the tensor, which is in the file
   * @param expected its shape, for the message
   * @return the exception, for the caller to throw
   */
  public static WeightsFormatException wrongShape(WeightsFile file, String tensor, Shape expected) {
    return new WeightsFormatException(
        file.origin(),
        "the tensor "
            + tensor
            + " is "
            + file.info(tensor).arrayShape()
            + ", expected "
            + expected);
  }

  /**
   * Reads a tensor of any shape.
   *
   * @param file an open file
   * @param tensor the name of the tensor
   * @param manager the owner of the new array
   * @return the array, float32
   * @throws WeightsFormatException if the tensor is missing, has no floating-point numbers or has
   *     one that is not finite
   * @throws IOException if reading fails
   */
  public static NDArray read(WeightsFile file, String tensor, NDManager manager)
      throws IOException {
    NDArray array = file.readFloat32(tensor, manager);
    if (array.size() == 0) {
      return array;
    }
    // Both are NaN if any value is NaN.
    try (NDArray smallest = array.min();
        NDArray largest = array.max()) {
      if (!Float.isFinite(smallest.getFloat()) || !Float.isFinite(largest.getFloat())) {
        array.close();
        throw new WeightsFormatException(
            file.origin(), "the tensor " + tensor + " holds values that are not finite");
      }
    }
    return array;
  }
}
