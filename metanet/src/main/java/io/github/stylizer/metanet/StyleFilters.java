package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.torch.RandomTensors;
import java.util.Map;

/** How a style determines the convolutions of the transform network. Immutable. */
sealed interface StyleFilters permits GeneratedFilters, SharedFilters {

  /** What identifies them in the metadata of a file. */
  Map<String, String> metadata();

  /** The transform network that takes the weights. */
  TransformNet net(int base);

  /** The length of a style code, of which each head reads all or its own slice. */
  int codeLength(int hidden);

  /** The name and shape of what is trained of the transform network itself. */
  Map<String, Shape> convolutions(int base);

  /** The number of outputs of each head and of its inputs, {@code (outputs, inputs)}, by name. */
  Map<String, Shape> heads(int base, int hidden);

  /** The first head; every step of a training changes its bias. */
  String firstHead();

  /**
   * Computes the outputs of the heads.
   *
   * @param codes {@code (S, codeLength)}
   * @return for each head {@code (S, outputs)}
   */
  Map<String, NDArray> outputs(NDArray codes, Map<String, NDArray> parameters, int base);

  /** The weights of the transform network that are parameters themselves, except the last layer. */
  Map<String, NDArray> shared(Map<String, NDArray> parameters, int base);

  /**
   * Computes the other weights, except the last layer's.
   *
   * @param outputs of the heads
   * @param weights receives new arrays
   */
  void generate(
      Map<String, NDArray> outputs,
      Map<String, NDArray> parameters,
      int base,
      StyleWeights weights);

  /**
   * Draws an initial value of one of the {@link #convolutions} or {@link #heads}, or of the hidden
   * layer.
   *
   * @param name with {@code .weight} or {@code .bias} at the end
   * @param shape of the tensor
   * @param inputs the number of values that each output of the layer is computed from
   */
  NDArray drawn(String name, Shape shape, long inputs, RandomTensors random);

  /**
   * The factor that a parameter is trained at: the training changes it by the learning rate times
   * this at each step.
   *
   * @param name of the tensor
   * @param shape of the tensor
   */
  double learningScale(String name, Shape shape);
}
