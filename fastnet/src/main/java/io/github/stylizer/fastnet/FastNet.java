package io.github.stylizer.fastnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.nn.CompiledTransformNet;
import io.github.stylizer.nn.LearnedConvWeights;
import io.github.stylizer.nn.TransformNet;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.weights.SafetensorsWriter;
import io.github.stylizer.weights.WeightsFile;
import io.github.stylizer.weights.WeightsFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A network that was trained for one style and paints it in one pass: Johnson, Alahi and Fei-Fei,
 * <a href="https://arxiv.org/abs/1603.08155">arXiv 1603.08155</a>.
 *
 * <p>Safe for concurrent use; {@link #close()} waits for those who paint or save. Owns its weights
 * until then.
 */
public final class FastNet implements StyleModel {
  private static final float LARGEST_HALF = 65504;

  // Closing while somebody paints would free memory that native code reads.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final NDManager manager;
  private final NetworkKind kind;
  private final LearnedConvWeights weights;
  private final CompiledTransformNet program;
  private final Map<String, String> provenance;

  private FastNet(
      NDManager manager,
      NetworkKind kind,
      LearnedConvWeights weights,
      Map<String, String> provenance) {
    this.manager = manager;
    this.kind = kind;
    this.weights = weights;
    this.program = kind.net().compile(manager.getDevice());
    Map<String, String> metadata = new LinkedHashMap<>(kind.metadata());
    provenance.forEach(metadata::putIfAbsent);
    this.provenance = Collections.unmodifiableMap(metadata);
  }

  /**
   * Makes a network of weights.
   *
   * @param tensors kernels and biases as {@link LearnedConvWeights#tensors} names them; copied
   * @param provenance where the weights come from; what {@link NetworkKind} says of the network
   *     itself is not taken from it
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  static FastNet of(
      TransformNet net, Map<String, NDArray> tensors, Map<String, String> provenance) {
    NDManager manager = NDManager.newBaseManager();
    try {
      LearnedConvWeights weights = LearnedConvWeights.copyOf(tensors, net.kernelShapes(), manager);
      NetworkKind kind = new NetworkKind(net, PixelRange.NORMALISED);
      return new FastNet(manager, kind, weights, provenance);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Loads a network. Three layouts are recognised from what is in the file, whatever its name:
   *
   * <ul>
   *   <li>those of {@link #save} and {@link #saveHalf};
   *   <li>a file of {@code torch.save} with the layers of {@link TransformNet#kernelShapes};
   *   <li>a network of {@code fast_neural_style} of pytorch/examples.
   * </ul>
   *
   * @param file a safetensors file or one of {@code torch.save}
   * @return the network, which the caller closes
   * @throws WeightsFormatException if the file is damaged or holds another network
   * @throws IOException if the file is missing or cannot be read
   */
  public static FastNet load(Path file) throws IOException {
    try (WeightsFile open = WeightsFile.open(file)) {
      NetworkFile network = NetworkFile.of(open);
      NDManager manager = NDManager.newBaseManager();
      try {
        LearnedConvWeights weights =
            LearnedConvWeights.load(
                open, network.kind().net().kernelShapes(), network.names()::get, manager);
        return new FastNet(manager, network.kind(), weights, open.metadata());
      } catch (IOException | RuntimeException e) {
        manager.close();
        throw e;
      }
    }
  }

  /**
   * Writes the network into a safetensors file, with its {@link #provenance}. A file that is there
   * is replaced in one step.
   *
   * @param file the file; its directory must exist
   * @throws IOException if writing fails
   * @throws IllegalStateException if the network is closed
   */
  public void save(Path file) throws IOException {
    lock.readLock().lock();
    try {
      checkOpen();
      SafetensorsWriter.write(file, weights.tensors(), provenance);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Writes the network as {@link #save} does, but in half precision: half the size, and pictures
   * that differ by less than can be seen.
   *
   * @param file the file; its directory must exist
   * @throws IOException if writing fails
   * @throws IllegalStateException if the network is closed, or has a weight beyond ±65504, which
   *     half precision cannot hold
   */
  public void saveHalf(Path file) throws IOException {
    lock.readLock().lock();
    try {
      checkOpen();
      try (NDManager scratch = manager.newSubManager()) {
        Map<String, NDArray> halves = new LinkedHashMap<>();
        weights.tensors().forEach((name, tensor) -> halves.put(name, half(name, tensor, scratch)));
        SafetensorsWriter.write(file, halves, provenance);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private static NDArray half(String name, NDArray tensor, NDManager scratch) {
    NDArray half = tensor.toType(DataType.FLOAT16, true);
    half.attach(scratch);
    try (NDArray magnitudes = tensor.abs();
        NDArray largest = magnitudes.max()) {
      if (!(largest.getFloat() <= LARGEST_HALF)) {
        throw new IllegalStateException(
            "the tensor %s holds %s, half precision goes to %s: save it in full precision"
                .formatted(name, largest.getFloat(), LARGEST_HALF));
      }
    }
    return half;
  }

  /**
   * Returns what is known of the network: the metadata of its file, among them {@code format},
   * {@code base}, {@code norm}, {@code pixels}, and what its training noted.
   *
   * @return texts by key; cannot be changed
   */
  public Map<String, String> provenance() {
    return provenance;
  }

  /**
   * Returns the shape of the network.
   *
   * @return the network without its weights
   */
  public TransformNet net() {
    return kind.net();
  }

  /**
   * Paints a batch of photos in one pass. There is nothing to report on the way.
   *
   * @param content the photos, {@code (N, 3, H, W)}, each side at least {@link
   *     TransformNet#MINIMUM_SIDE}; not modified
   * @param listener is not told of anything
   * @return the painted photos, of the same shape, attached to the manager of {@code content}
   */
  @Override
  public NDArray stylize(NDArray content, ProgressListener listener) {
    lock.readLock().lock();
    try {
      checkOpen();
      return kind.pixels() == PixelRange.LEVELS
          ? paintLevels(content)
          : program.apply(content, weights, false);
    } finally {
      lock.readLock().unlock();
    }
  }

  private NDArray paintLevels(NDArray content) {
    try (NDManager scratch = content.getManager().newSubManager()) {
      NDArray levels = ImageTensors.toLevels(content);
      levels.attach(scratch);
      NDArray result = ImageTensors.fromLevels(program.apply(levels, weights, false));
      result.attach(content.getManager());
      return result;
    }
  }

  private void checkOpen() {
    if (!manager.isOpen()) {
      throw new IllegalStateException("this network is closed");
    }
  }

  /** Frees the weights. A second call does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      program.close();
      manager.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
