package io.github.stylizer.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.ConvWeights;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A {@link TransformNet} as one native program that takes the weights as inputs: the same program
 * serves any weights, any size of picture, use and training. Those who compile the same network at
 * the same time share it.
 *
 * <p>Safe for concurrent use; {@link #close()} waits for those who run it. Holds native memory, but
 * no weights, until then.
 */
public final class CompiledTransformNet implements AutoCloseable {
  // Closing while somebody runs a program would free memory that native code reads.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final TransformNet net;
  private final Map<String, Shape> kernelShapes;
  private final TransformPrograms programs;
  private boolean closed;

  CompiledTransformNet(TransformNet net, Device device) {
    this.net = net;
    this.kernelShapes = net.kernelShapes();
    this.programs = TransformPrograms.acquire(net, device);
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
    TransformNet.check(images, weights, kernelShapes);
    lock.readLock().lock();
    // A view has no name: from a name such as "photo.jpg" DJL would conclude that the argument is a
    // dictionary.
    try (NDArray unnamed = images.reshape(images.getShape())) {
      TorchProgram program = program(differentiable);
      return program.run(inputs(unnamed, weights), differentiable).singletonOrThrow();
    } finally {
      lock.readLock().unlock();
    }
  }

  private NDList inputs(NDArray images, ConvWeights weights) {
    NDList inputs = new NDList(images);
    for (String layer : kernelShapes.keySet()) {
      inputs.add(weights.kernel(layer));
      inputs.add(weights.bias(layer));
    }
    // The name of a list argument's elements in DJL.
    inputs.subList(1, inputs.size()).forEach(weight -> weight.setName("w[]"));
    return inputs;
  }

  private TorchProgram program(boolean differentiable) {
    if (closed) {
      throw new IllegalStateException("this transform network is closed");
    }
    return programs.get(differentiable);
  }

  /**
   * Frees the programs, unless others have compiled the same network. A second call does nothing.
   */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        programs.release();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
