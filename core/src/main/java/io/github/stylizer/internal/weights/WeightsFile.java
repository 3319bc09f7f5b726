package io.github.stylizer.internal.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.WeightsFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An open file of named tensors. The numbers are read on demand.
 *
 * <p>Three formats are read: <a
 * href="https://github.com/huggingface/safetensors#format">safetensors</a>, the files of {@code
 * torch.save}, both its zip format and the older one, and ONNX. Of the second only dictionaries of
 * tensors are read: a file that asks to run anything else is refused. Nested dictionaries ({@code
 * state_dict}, {@code model} …) are searched, a prefix {@code module.} common to all names is
 * removed, and values that are not tensors are ignored. Of an ONNX file the weights of
 * convolutions, norms and linear layers are read if they are initializers, not the graph itself.
 *
 * <p>Files are not trusted: everything a file claims is checked against its real size before memory
 * is allocated.
 *
 * <p>Safe for concurrent use. The caller closes the file; arrays read from it belong to their
 * manager and stay valid. Interrupting a thread while it reads closes the file.
 */
public interface WeightsFile extends AutoCloseable {

  /**
   * Opens a file. The format is recognized from the content, never from the name.
   *
   * @param path the file
   * @return the open file, to be closed by the caller
   * @throws WeightsFormatException if the file is damaged, of another format or asks to run code
   * @throws IOException if the file is missing or cannot be read
   */
  static WeightsFile open(Path path) throws IOException {
    return WeightsFormat.open(path);
  }

  /**
   * Opens a file in memory, for instance a resource, with the same checks.
   *
   * @param bytes its content, which is not copied and must not be modified until the file is closed
   * @param name name to use in messages
   * @return the open file, to be closed by the caller
   * @throws WeightsFormatException if the content is damaged, of another format or asks to run code
   * @throws IOException if it cannot be read
   */
  static WeightsFile open(byte[] bytes, String name) throws IOException {
    return WeightsFormat.open(bytes, name);
  }

  /**
   * Returns the origin of the content, for messages.
   *
   * @return the path or the name it was opened with
   */
  String origin();

  /**
   * Returns the metadata.
   *
   * @return the metadata block of a safetensors file or the properties of an ONNX file, in the
   *     file's order; empty for torch files
   */
  Map<String, String> metadata();

  /**
   * Returns the names of the tensors.
   *
   * @return the names, in the order of the file; of an ONNX file in that in which the graph uses
   *     the tensors
   */
  Set<String> names();

  /**
   * Returns the operators of the graph.
   *
   * @return the names of ONNX, one for each node, in their order; empty for formats without a graph
   */
  List<String> operators();

  /**
   * Describes a tensor without reading it.
   *
   * @param name one of {@link #names()}
   * @return its type and shape
   * @throws IllegalArgumentException if there is no such tensor; the message lists what is there
   */
  TensorInfo info(String name);

  /**
   * Reads a tensor as {@link ElementType#dataType()} says: in its stored type, except that bfloat16
   * becomes float32 and int16 becomes int32, neither of which changes a number.
   *
   * @param name one of {@link #names()}
   * @param manager the owner of the new array
   * @return the array, of the shape in {@link #info}, contiguous
   * @throws WeightsFormatException if there is no such tensor; the message lists what is there
   * @throws IOException if reading fails
   */
  NDArray read(String name, NDManager manager) throws IOException;

  /**
   * Reads a tensor of any floating type as float32. Half precision and bfloat16 convert exactly,
   * double precision is rounded.
   *
   * @param name one of {@link #names()}
   * @param manager the owner of the new array
   * @return the array, float32, of the shape in {@link #info}, contiguous
   * @throws WeightsFormatException if there is no such tensor or it holds no floating-point numbers
   * @throws IOException if reading fails
   */
  NDArray readFloat32(String name, NDManager manager) throws IOException;

  /**
   * Reads a tensor of any floating type to the heap. Needs no engine. Half precision and bfloat16
   * convert exactly, double precision is rounded.
   *
   * @param name one of {@link #names()}
   * @return the numbers in row-major order
   * @throws WeightsFormatException if there is no such tensor, it holds no floating-point numbers,
   *     or more than an array can hold
   * @throws IOException if reading fails
   */
  float[] readFloats(String name) throws IOException;

  /**
   * Closes the file. Further calls have no effect.
   *
   * @throws IOException if the file cannot be closed
   */
  @Override
  void close() throws IOException;
}
