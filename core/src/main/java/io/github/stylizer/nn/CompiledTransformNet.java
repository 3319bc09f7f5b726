package io.github.stylizer.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.ConvWeights;

/**
 * A {@link TransformNet} as one native program that takes the weights as inputs: the same program
 * serves any weights, any size of picture, use and training.
 *
 * <p>Safe for concurrent use; holds native memory, but no weights, until {@link #close()}.
 */
public final class CompiledTransformNet implements AutoCloseable {
  private final TransformNet net;
  private final Device device;
  private TorchProgram forUse;
  private TorchProgram forTraining;
  private boolean closed;

  CompiledTransformNet(TransformNet net, Device device) {
    this.net = net;
    this.device = device;
  }

  /**
   * Returns what was compiled.
   *
   * @return the network
   */
  public TransformNet net() {
    return net;
  }

  /**
   * Runs the network.
   *
   * @param images {@code (N, 3, H, W)} float32, each side at least {@link
   *     TransformNet#MINIMUM_SIDE}; not modified
   * @param weights kernels and biases of {@link TransformNet#kernelShapes}, each for all pictures
   *     or one for every picture; the arrays are named for the call
   * @param differentiable whether gradients flow into the images and the weights
   * @return {@code (N, 3, H, W)}, attached to the manager of {@code images}
   * @throws IllegalArgumentException if the images or the weights have other shapes or are not
   *     float32
   * @throws IllegalStateException if the program is closed
   */
  public NDArray apply(NDArray images, ConvWeights weights, boolean differentiable) {
    net.check(images, weights);
    TorchProgram program = program(differentiable);
    // A view has no name: from a name such as "photo.jpg" DJL would conclude that the argument is a
    // dictionary.
    try (NDArray unnamed = images.reshape(images.getShape())) {
      return program.run(inputs(unnamed, weights), differentiable).singletonOrThrow();
    }
  }

  private NDList inputs(NDArray images, ConvWeights weights) {
    NDList inputs = new NDList(images);
    for (String layer : net.kernelShapes().keySet()) {
      inputs.add(weights.kernel(layer));
      inputs.add(weights.bias(layer));
    }
    // The name of a list argument's elements in DJL.
    inputs.subList(1, inputs.size()).forEach(weight -> weight.setName("w[]"));
    return inputs;
  }

  // Compiled when first needed: most users never train.
  private synchronized TorchProgram program(boolean differentiable) {
    if (closed) {
      throw new IllegalStateException("this transform network is closed");
    }
    if (differentiable) {
      if (forTraining == null) {
        forTraining = TransformProgram.compile(net, device, true);
      }
      return forTraining;
    }
    if (forUse == null) {
      forUse = TransformProgram.compile(net, device, false);
    }
    return forUse;
  }

  /** Frees the programs. A second call does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    if (forUse != null) {
      forUse.close();
    }
    if (forTraining != null) {
      forTraining.close();
    }
  }
}
