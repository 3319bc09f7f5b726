package io.github.stylizer.internal.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.ConcurrencyLimit;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@link TransformNet} as one native program that takes the weights as inputs: the same program
 * serves all weights and image sizes, for painting and training. Instances of the same network
 * share it.
 *
 * <p>Safe for concurrent use; {@link #close()} blocks until calls in progress finish. Holds native
 * memory, but no weights, until then.
 */
public final class CompiledTransformNet implements AutoCloseable {
  private final CloseGuard guard = new CloseGuard("transform network");
  private final TransformNet net;
  private final Map<String, Shape> kernelShapes;
  private final ProgramCache programs;

  CompiledTransformNet(TransformNet net, Device device) {
    this.net = net;
    this.kernelShapes = net.kernelShapes();
    this.programs = ProgramCache.acquire(net, device);
  }

  /**
   * Returns the compiled network.
   *
   * @return the network
   */
  public TransformNet net() {
    return net;
  }

  /**
   * Runs the network in float32; gradients flow into the images and the weights.
   *
   * @param images {@code (N, 3, H, W)} float32, each side at least {@link
   *     TransformNet#MINIMUM_SIDE}; not modified
   * @param weights kernels and biases of {@link TransformNet#kernelShapes}, each for all images or
   *     one for every image; not modified
   * @return {@code (N, 3, H, W)}, attached to the manager of {@code images}
   * @throws IllegalArgumentException if the images or the weights have other shapes or are not
   *     float32
   * @throws IllegalStateException if the program is closed
   */
  public NDArray apply(NDArray images, ConvWeights weights) {
    return guard.compute(images.getShape(), () -> runTraining(images, weights));
  }

  /**
   * Runs the network without gradients.
   *
   * @param images {@code (N, 3, H, W)} float32, each side at least {@link
   *     TransformNet#MINIMUM_SIDE}; not modified
   * @param weights kernels and biases of {@link TransformNet#kernelShapes}, float32, each for all
   *     images or one for every image; not modified
   * @param precision what the convolutions compute with
   * @return {@code (N, 3, H, W)} float32, attached to the manager of {@code images}
   * @throws IllegalArgumentException if the images or the weights have other shapes or are not
   *     float32
   * @throws IllegalStateException if the program is closed
   */
  public NDArray apply(NDArray images, ConvWeights weights, Precision precision) {
    return guard.compute(images.getShape(), () -> run(images, weights, precision));
  }

  /** Computes the same as {@link #apply}, for an owner whose guard keeps this open. */
  NDArray run(NDArray images, ConvWeights weights, Precision precision) {
    TransformNet.check(images, weights, kernelShapes);
    TorchProgram program = programs.painting(precision);
    return programs.onePictureAtATime()
        ? inferOneByOne(program, images, weights)
        : infer(program, images, weights);
  }

  /**
   * Collects the statistics of the norms over all pixels of all images, for an owner whose guard
   * keeps this open.
   *
   * @return for every norm the mean {@code (C)} and the inverse deviation {@code (C)} of the
   *     convolution before it without its bias, attached to the manager of {@code images}
   */
  NDList statistics(NDArray images, ConvWeights weights) {
    TransformNet.check(images, weights, kernelShapes);
    return programs.statistics().infer(arguments(images, weights));
  }

  private NDArray infer(TorchProgram program, NDArray images, ConvWeights weights) {
    return program.infer(arguments(images, weights)).singletonOrThrow();
  }

  private NDArray runTraining(NDArray images, ConvWeights weights) {
    TransformNet.check(images, weights, kernelShapes);
    return programs.training().run(arguments(images, weights)).singletonOrThrow();
  }

  // A single image keeps its feature maps in the CPU's caches, and its kernel need not be copied
  // into one of many groups.
  private NDArray inferOneByOne(TorchProgram program, NDArray images, ConvWeights weights) {
    long pictures = images.getShape().get(0);
    if (pictures == 1 && weights.layers().stream().noneMatch(layer -> isOwn(weights, layer))) {
      return infer(program, images, weights);
    }
    NDManager owner = images.getManager();
    try (NDManager scratch = owner.newSubManager()) {
      NDList painted = new NDList();
      for (long i = 0; i < pictures; i++) {
        NDArray picture = images.get(new NDIndex("{}:{}", i, i + 1));
        picture.attach(scratch);
        ConcurrencyLimit.betweenPictures();
        painted.add(infer(program, picture, ofPicture(weights, i, scratch)));
      }
      NDArray result = NDArrays.concat(painted, 0);
      result.attach(owner);
      return result;
    }
  }

  private ConvWeights ofPicture(ConvWeights weights, long index, NDManager scratch) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (String layer : kernelShapes.keySet()) {
      NDArray kernel = weights.kernel(layer);
      NDArray bias = weights.bias(layer);
      if (isOwn(weights, layer)) {
        kernel = kernel.get(scratch, index);
        bias = bias.get(scratch, index);
      }
      tensors.put(layer + ".weight", kernel);
      tensors.put(layer + ".bias", bias);
    }
    return ConvWeights.of(tensors);
  }

  private boolean isOwn(ConvWeights weights, String layer) {
    Shape common = Objects.requireNonNull(kernelShapes.get(layer));
    return weights.kernel(layer).getShape().dimension() > common.dimension();
  }

  private ProgramArguments arguments(NDArray images, ConvWeights weights) {
    List<NDArray> tensors = new ArrayList<>();
    for (String layer : kernelShapes.keySet()) {
      tensors.add(weights.kernel(layer));
      tensors.add(weights.bias(layer));
    }
    return ProgramArguments.of(images).list("w", tensors);
  }

  /**
   * Frees the programs, unless other instances of the network use them. A second call does nothing.
   */
  @Override
  public void close() {
    guard.close(programs::release);
  }
}
