package io.github.stylizer.internal.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.nn.TransformLayer.Residual;
import io.github.stylizer.internal.torch.RandomTensors;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.tensor.ImageTensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * The shape of the image transformation network of Johnson et al., arXiv 1603.08155, without
 * weights: it runs on any {@link ConvWeights} of its {@link #kernelShapes}.
 *
 * <ul>
 *   <li>down: convolutions 9x9, 3x3 of stride 2, 3x3 of stride 2, to {@code base}, {@code 2·base}
 *       and {@code 4·base} channels;
 *   <li>five residual blocks of two 3x3 convolutions, without a ReLU after the sum;
 *   <li>up: twice a nearest upsampling and a 3x3 convolution, then 9x9 to three channels, linear.
 * </ul>
 *
 * Every convolution but the last is followed by {@link InstanceNorm} and, except at the end of a
 * residual block, by ReLU, and all are preceded by {@link ReflectionPad}. It differs from the
 * paper's supplement in the same way as the authors' later code: instance norm instead of batch
 * norm, upsampling instead of transposed convolutions, reflection at every convolution.
 *
 * <p>{@link #apply} computes layer by layer and is the reference; {@link #compile} creates one
 * program for the whole network, which is faster. Immutable.
 *
 * @param base the channels of the first convolution, 1 … 1024; 32 in the paper
 * @param norm what follows every convolution but the last. Scale and shift of an affine one are the
 *     kernel {@code (C, 1, 1, 1)} and the bias {@code (C)} of layers of their own, named as torch
 *     names the norm, such as {@code downsampling.2}
 * @param antialiased whether {@link BinomialBlur} comes before each convolution of stride 2, and
 *     {@link BilinearUpsample}, followed by a {@link ReplicationPad}, takes the place of nearest
 *     upsampling. Without them flat areas get a pattern of four pixels, and pictures flicker when
 *     the photo moves
 */
public record TransformNet(int base, Norm norm, boolean antialiased) {
  /** The shortest side that an image may have, in pixels. */
  public static final int MINIMUM_SIDE = 16;

  /** The largest base: a kernel of 16·base²·9 values must fit into one Java array. */
  public static final int MAXIMUM_BASE = 1024;

  /**
   * Two convolutions of stride 2: what is halved twice and doubled twice must be a multiple of 4,
   * and what a pixel becomes depends on its place modulo 4.
   */
  public static final int MULTIPLE = 4;

  /**
   * Makes a network.
   *
   * @param base the channels of the first convolution, 1 … 1024; 32 in the paper
   * @param norm what follows every convolution but the last
   * @param antialiased whether its sampling is anti-aliased
   * @throws IllegalArgumentException if {@code base} is out of range
   */
  public TransformNet {
    if (base < 1 || base > MAXIMUM_BASE) {
      throw new IllegalArgumentException(
          "the base of a transform network must be 1 … " + MAXIMUM_BASE + ", but is " + base);
    }
  }

  /**
   * Makes a network whose instance norms have neither scale nor shift.
   *
   * @param base the channels of the first convolution, 1 … 1024; 32 in the paper
   * @return the network
   */
  public static TransformNet of(int base) {
    return new TransformNet(base, Norm.PLAIN, false);
  }

  /**
   * Returns the network with or without anti-aliased sampling.
   *
   * @param blurred whether its sampling is anti-aliased
   * @return a network that takes the same weights
   */
  public TransformNet antialiased(boolean blurred) {
    return new TransformNet(base, norm, blurred);
  }

  /**
   * Returns the network without norms.
   *
   * @return a network that takes kernels and biases with fixed statistics in them
   */
  public TransformNet withoutNorms() {
    return new TransformNet(base, Norm.NONE, antialiased);
  }

  private boolean affine() {
    return norm == Norm.AFFINE;
  }

  List<TransformLayer> layers() {
    return TransformLayer.of(base);
  }

  /**
   * Returns the weights that the network takes.
   *
   * @return the shape {@code (O, I, K, K)} of each layer's kernel, in the order of the network; a
   *     bias is {@code (O)}
   */
  public Map<String, Shape> kernelShapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (TransformLayer layer : layers()) {
      shapes.put(layer.name(), layer.kernelShape());
      if (affine() && layer.hasNorm()) {
        shapes.put(layer.norm(), layer.normShape());
      }
    }
    return Collections.unmodifiableMap(shapes);
  }

  /**
   * Draws initial weights for training, as PyTorch does: those of convolutions uniformly between
   * {@code ±1/sqrt(I·K·K)}; scales are 1 and shifts 0.
   *
   * @param seed of the random numbers
   * @param manager for the arrays; closed with the result
   * @return the weights, which the caller closes
   */
  public NamedTensors randomWeights(long seed, NDManager manager) {
    RandomTensors random = new RandomTensors(seed, manager);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (TransformLayer layer : layers()) {
      float bound = (float) (1 / Math.sqrt((double) layer.kernelShape().slice(1).size()));
      ToDoubleFunction<RandomGenerator> uniform = numbers -> numbers.nextFloat(-bound, bound);
      Shape bias = layer.kernelShape().slice(0, 1);
      tensors.put(layer.name() + ".weight", random.filled(layer.kernelShape(), uniform));
      tensors.put(layer.name() + ".bias", random.filled(bias, uniform));
      if (affine() && layer.hasNorm()) {
        tensors.put(layer.norm() + ".weight", manager.ones(layer.normShape()));
        tensors.put(layer.norm() + ".bias", manager.zeros(bias));
      }
    }
    return NamedTensors.of(manager, tensors);
  }

  /**
   * Compiles the network into one native program.
   *
   * @param device where it runs
   * @return the program, which the caller closes
   */
  public CompiledTransformNet compile(Device device) {
    return new CompiledTransformNet(this, device);
  }

  /**
   * Runs the network layer by layer.
   *
   * @param images {@code (N, 3, H, W)} float32, each side at least {@link #MINIMUM_SIDE}; not
   *     modified
   * @param weights kernels and biases of {@link #kernelShapes}, each for all pictures or one for
   *     every picture
   * @return {@code (N, 3, H, W)}; gradients flow into the images and into the weights
   * @throws IllegalArgumentException if the images or the weights have other shapes or are not
   *     float32
   */
  public NDArray apply(NDArray images, ConvWeights weights) {
    check(images, weights, kernelShapes());
    long height = images.getShape().get(2);
    long width = images.getShape().get(3);
    return Scoped.result(
        () -> {
          NDArray features = images;
          NDArray blockInput = images;
          for (TransformLayer layer : layers()) {
            if (layer.residual() == Residual.FIRST) {
              blockInput = features;
            }
            features = computed(layer, features, blockInput, weights);
          }
          return features.get(new NDIndex(":, :, :{}, :{}", height, width));
        });
  }

  /**
   * Estimates the memory that the compiled program takes for one picture: the feature maps at full
   * size, of which two are alive at once.
   *
   * @param precision what it computes with
   * @return bytes for each pixel, with those of the photo and the result
   */
  public long bytesPerPixel(Precision precision) {
    // Peaks of the process at 2048x1536, for bases 8 to 32, less what it had before.
    return 42 + (long) base * (precision == Precision.FLOAT32 ? 8 : 4);
  }

  private NDArray computed(
      TransformLayer layer, NDArray input, NDArray blockInput, ConvWeights weights) {
    return Scoped.result(
        () -> {
          NDArray features = normalized(layer, convolved(layer, input, weights), weights);
          if (layer.residual() == Residual.LAST) {
            return features.add(blockInput);
          }
          return layer.hasNorm() ? Activation.relu(features) : features;
        });
  }

  private NDArray resampled(TransformLayer layer, NDArray features) {
    if (layer.upsampled()) {
      return antialiased ? BilinearUpsample.apply(features) : NearestUpsample.apply(features);
    }
    return antialiased && layer.stride() > 1 ? BinomialBlur.apply(features) : features;
  }

  private NDArray convolved(TransformLayer layer, NDArray features, ConvWeights weights) {
    NDArray input = resampled(layer, features);
    int padding = layer.padding();
    int right = padding + (layer.isFirst() ? toMultiple(input.getShape().get(3)) : 0);
    int bottom = padding + (layer.isFirst() ? toMultiple(input.getShape().get(2)) : 0);
    NDArray padded =
        layer.upsampled() && antialiased
            ? ReplicationPad.apply(input)
            : ReflectionPad.apply(input, padding, right, padding, bottom);
    return DynamicConv2d.apply(
        padded, weights.kernel(layer.name()), weights.bias(layer.name()), layer.stride());
  }

  private NDArray normalized(TransformLayer layer, NDArray features, ConvWeights weights) {
    if (!layer.hasNorm() || norm == Norm.NONE) {
      return features;
    }
    return affine()
        ? InstanceNorm.apply(features, weights.kernel(layer.norm()), weights.bias(layer.norm()))
        : InstanceNorm.apply(features);
  }

  private static int toMultiple(long side) {
    return (int) Math.floorMod(-side, (long) MULTIPLE);
  }

  static void check(NDArray images, ConvWeights weights, Map<String, Shape> kernelShapes) {
    ImageTensors.requireBatch(images, MINIMUM_SIDE);
    long pictures = images.getShape().get(0);
    kernelShapes.forEach((layer, kernel) -> check(layer, kernel, weights, pictures));
  }

  private static void check(String layer, Shape expected, ConvWeights weights, long pictures) {
    if (!weights.layers().contains(layer)) {
      throw new IllegalArgumentException(
          "there are no weights for " + layer + ", only for " + weights.layers());
    }
    DataType kernelType = weights.kernel(layer).getDataType();
    DataType biasType = weights.bias(layer).getDataType();
    if (kernelType != DataType.FLOAT32 || biasType != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "kernel and bias of %s are %s and %s, expected float32",
              layer,
              Tensors.typeName(kernelType),
              Tensors.typeName(biasType)));
    }
    Shape kernel = weights.kernel(layer).getShape();
    Shape bias = weights.bias(layer).getShape();
    Shape ofAll = expected.slice(0, 1);
    boolean shared = kernel.equals(expected) && bias.equals(ofAll);
    boolean own =
        kernel.equals(new Shape(pictures).addAll(expected))
            && bias.equals(new Shape(pictures).addAll(ofAll));
    if (!shared && !own) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the kernel of %s is %s with a bias %s, expected %s with %s, or the same for each of %d pictures",
              layer,
              kernel,
              bias,
              expected,
              ofAll,
              pictures));
    }
  }
}
