package io.github.stylizer.internal.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.NormStatistics;
import io.github.stylizer.OnnxFormat;
import io.github.stylizer.Precision;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.AtomicFile;
import io.github.stylizer.internal.io.ProtocolBuffer;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.ConcurrencyLimit;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.weights.HalfPrecision;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A {@link TransformModel} that holds its weights in native memory. */
public final class TransformNetModel implements TransformModel {
  private static final String STAGE = "painting";
  // What PyTorch takes for a picture of any size: its threads, and copies of the kernels.
  private static final long FIXED_BYTES = 64_000_000;

  private final CloseGuard guard = new CloseGuard("network");
  private final String origin;
  private final TransformNetFormat kind;
  private final NamedTensors tensors;
  private final ConvWeights weights;
  private final CompiledTransformNet program;
  private final Map<String, String> provenance;

  private TransformNetModel(
      TransformNetFormat kind,
      NamedTensors tensors,
      Map<String, String> provenance,
      String origin) {
    this.origin = origin;
    this.kind = kind;
    this.tensors = tensors;
    this.weights = ConvWeights.of(tensors.tensors());
    this.program = kind.net().compile(tensors.manager().getDevice());
    Map<String, String> metadata = new LinkedHashMap<>(kind.metadata());
    provenance.forEach(metadata::putIfAbsent);
    this.provenance = Collections.unmodifiableMap(metadata);
    guard.watch(this, program::close, tensors::close);
  }

  /**
   * Makes a model from weights, on the default device.
   *
   * @param net the shape of the network, whose input and output are {@link PixelRange#NORMALIZED}
   * @param tensors kernels and biases as {@link ConvWeights#of} expects them, float32, on the
   *     default device; others are ignored. Copied without gradients; the caller keeps the
   *     originals
   * @param provenance origin of the weights, with any keys; entries that {@link TransformNetFormat}
   *     writes itself are ignored
   * @return the model, which the caller closes
   * @throws IllegalArgumentException if a tensor is missing or has another shape or type
   */
  public static TransformNetModel of(
      TransformNet net, Map<String, NDArray> tensors, Map<String, String> provenance) {
    return of(net, tensors, provenance, "of computed weights");
  }

  /**
   * Makes a model as {@link #of(TransformNet, Map, Map)} does.
   *
   * @param net the shape of the network
   * @param tensors kernels and biases
   * @param provenance origin of the weights
   * @param origin the same in a few words, for messages
   * @return the model, which the caller closes
   * @throws IllegalArgumentException as above
   */
  public static TransformNetModel of(
      TransformNet net,
      Map<String, NDArray> tensors,
      Map<String, String> provenance,
      String origin) {
    NamedTensors copies =
        NamedTensors.copyOf(tensors, tensorShapes(net), PyTorchEngine.newManager());
    return new TransformNetModel(
        new TransformNetFormat(net, PixelRange.NORMALIZED), copies, provenance, origin);
  }

  /**
   * Reads a model from a file, on the default device. The metadata of the file becomes its {@link
   * #provenance}.
   *
   * @param file an open file, which the caller closes; other tensors in it are ignored
   * @param kind the format of the file, for instance from {@link TransformNetFormat#of}
   * @param nameInFile maps the name of a tensor, {@code .weight} or {@code .bias} after a key of
   *     {@link TransformNet#kernelShapes}, to its name in the file
   * @return the model, which the caller closes
   * @throws WeightsFormatException if a tensor is missing, has another shape or holds a value that
   *     is not finite
   * @throws IOException if the file cannot be read
   */
  public static TransformNetModel load(
      WeightsFile file, TransformNetFormat kind, UnaryOperator<String> nameInFile)
      throws IOException {
    NamedTensors tensors =
        NamedTensors.load(file, tensorShapes(kind.net()), nameInFile, PyTorchEngine.newManager());
    return new TransformNetModel(kind, tensors, file.metadata(), file.origin());
  }

  private static Map<String, Shape> tensorShapes(TransformNet net) {
    return ConvWeights.shapes(net.kernelShapes());
  }

  @Override
  public void save(Path file) throws IOException {
    guard.write(() -> SafetensorsWriter.write(file, tensors.tensors(), provenance));
  }

  @Override
  public void saveHalf(Path file) throws IOException {
    guard.write(
        () -> {
          try (NDManager scratch = tensors.manager().newSubManager()) {
            SafetensorsWriter.write(
                file, HalfPrecision.ofAll(tensors.tensors(), 0, scratch), provenance);
          }
        });
  }

  @Override
  public void exportOnnx(Path file, OnnxFormat format) throws IOException {
    guard.write(
        () -> {
          ProtocolBuffer model = new TransformGraph(kind, weights, format).model(provenance);
          AtomicFile.write(file, model::writeTo);
        });
  }

  @Override
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
   * Paints a batch of photos in one pass.
   *
   * @param content the photos, {@code (N, 3, H, W)}, each side at least {@link
   *     TransformNet#MINIMUM_SIDE}; not modified
   * @param listener receives the start, 0 of 1, and the end, 1 of 1, of the stage {@code painting};
   *     called outside the pass, so it may paint; if it closes this model before the pass, this
   *     call throws {@link IllegalStateException}
   * @return the painted photos, of the same shape, attached to the manager of {@code content}
   * @throws io.github.stylizer.PaintingInterruptedException if the thread is interrupted before the
   *     pass ends, or while it waits for other passes
   */
  @Override
  public NDArray stylize(NDArray content, ProgressListener listener) {
    return paint(content, Precision.FLOAT32, listener);
  }

  /**
   * Returns the smallest photo that the model accepts.
   *
   * @return {@link TransformNet#MINIMUM_SIDE}
   */
  @Override
  public int minimumSide() {
    return TransformNet.MINIMUM_SIDE;
  }

  @Override
  public long memory(int width, int height) {
    return memory(width, height, Precision.FLOAT32);
  }

  private long memory(long width, long height, Precision precision) {
    return FIXED_BYTES + width * height * kind.net().bytesPerPixel(precision);
  }

  /**
   * Returns this style in another precision.
   *
   * @param precision what the convolutions compute with
   * @return a view of this model, usable until this model is closed; closing the view is a no-op
   */
  @Override
  public StyleModel precision(Precision precision) {
    return new InPrecision(this, Objects.requireNonNull(precision, "precision"));
  }

  private record InPrecision(TransformNetModel model, Precision computed) implements StyleModel {
    @Override
    public NDArray stylize(NDArray content, ProgressListener listener) {
      return model.paint(content, computed, listener);
    }

    @Override
    public int minimumSide() {
      return model.minimumSide();
    }

    @Override
    public long memory(int width, int height) {
      return model.memory(width, height, computed);
    }

    @Override
    public StyleModel precision(Precision precision) {
      return model.precision(precision);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return model.toString();
    }
  }

  @Override
  public NormStatistics statistics(NDArray photos) {
    requireNorms();
    return guard.compute(
        photos.getShape(), () -> ConcurrencyLimit.pass(() -> collected(photos), discarded -> {}));
  }

  private NormStatistics collected(NDArray photos) {
    try (NDManager scratch = photos.getManager().newSubManager()) {
      NDArray input = PaintedPhotos.prepared(photos, net(), scratch);
      if (kind.pixels() == PixelRange.LEVELS) {
        input = ImageTensors.toLevels(input);
        input.attach(scratch);
      }
      NDList collected = program.statistics(input, weights);
      collected.attach(scratch);
      return FixedNorms.read(net(), collected, toString());
    }
  }

  @Override
  public TransformModel with(NormStatistics statistics) {
    requireNorms();
    return guard.compute(
        () -> {
          TransformNet fixed = net().withoutNorms();
          Device device = tensors.manager().getDevice();
          try (NDManager scratch = PyTorchEngine.newManager(device)) {
            NamedTensors copies =
                NamedTensors.copyOf(
                    FixedNorms.applied(net(), weights, statistics, scratch),
                    tensorShapes(fixed),
                    PyTorchEngine.newManager(device));
            return new TransformNetModel(
                new TransformNetFormat(fixed, kind.pixels()), copies, provenance, origin);
          }
        });
  }

  @Override
  public boolean hasStatistics() {
    return net().norm() == Norm.NONE;
  }

  private void requireNorms() {
    if (hasStatistics()) {
      throw new IllegalStateException(this + " already has given statistics: it has no norms");
    }
  }

  // The listener runs outside the guard and the limit: it may be slow, paint, or close the model.
  private NDArray paint(NDArray content, Precision precision, ProgressListener listener) {
    long began = System.nanoTime();
    listener.onProgress(Progress.of(STAGE, 0, 1, Duration.ZERO));
    NDArray painted = paint(content, precision);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    try {
      listener.onProgress(Progress.of(STAGE, 1, 1, elapsed));
    } catch (RuntimeException | Error e) {
      painted.close();
      throw e;
    }
    return painted;
  }

  private NDArray paint(NDArray content, Precision precision) {
    return guard.compute(
        content.getShape(),
        () ->
            ConcurrencyLimit.pass(
                () -> PaintedPhotos.of(content, net(), photos -> paintInPixels(photos, precision)),
                NDArray::close));
  }

  private NDArray paintInPixels(NDArray photos, Precision precision) {
    return kind.pixels() == PixelRange.LEVELS
        ? paintLevels(photos, precision)
        : program.run(photos, weights, precision);
  }

  private NDArray paintLevels(NDArray content, Precision precision) {
    try (NDManager scratch = content.getManager().newSubManager()) {
      NDArray levels = ImageTensors.toLevels(content);
      levels.attach(scratch);
      NDArray result = ImageTensors.fromLevels(program.run(levels, weights, precision));
      result.attach(content.getManager());
      return result;
    }
  }

  /** Names the file of the weights. */
  @Override
  public String toString() {
    return "network " + origin;
  }

  /** Blocks until calls in progress finish, then frees the weights. */
  @Override
  public void close() {
    guard.close();
  }
}
