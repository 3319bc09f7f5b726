package io.github.stylizer.internal.nn;

import ai.djl.Device;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one network on one device, shared by all of its compiled instances: compiling a
 * program and warming it up takes PyTorch time, and a MetaNet creates a model for every painting.
 * Freed with the last instance.
 */
final class ProgramCache {
  private static final Map<Key, ProgramCache> OPEN = new HashMap<>();

  private final Key key;
  // Each is compiled on first use: most users never train, and use one precision.
  private final Map<Precision, TorchProgram> painting = new EnumMap<>(Precision.class);
  private @Nullable TorchProgram training;
  private @Nullable TorchProgram statistics;
  // Guarded by OPEN.
  private int users;

  private record Key(TransformNet net, Device device) {}

  private ProgramCache(Key key) {
    this.key = key;
  }

  /** Returns the programs of a network, which the caller releases. */
  static ProgramCache acquire(TransformNet net, Device device) {
    synchronized (OPEN) {
      ProgramCache programs = OPEN.computeIfAbsent(new Key(net, device), ProgramCache::new);
      programs.users++;
      return programs;
    }
  }

  /**
   * Whether the programs of {@link #painting} take images one by one, each with one set of weights.
   */
  boolean onePictureAtATime() {
    return !key.device.isGpu();
  }

  /** The program without gradients. */
  synchronized TorchProgram painting(Precision precision) {
    return painting.computeIfAbsent(
        precision,
        computed ->
            compile(
                onePictureAtATime()
                    ? new SingleImageSource(key.net, computed)
                    : new BatchSource(key.net, computed)));
  }

  /** The program with gradients. */
  synchronized TorchProgram training() {
    if (training == null) {
      training = compile(new BatchSource(key.net, Precision.FLOAT32));
    }
    return training;
  }

  /** The program that collects the statistics of the norms. */
  synchronized TorchProgram statistics() {
    if (statistics == null) {
      statistics = compile(new StatisticsSource(key.net));
    }
    return statistics;
  }

  private TorchProgram compile(TransformProgram program) {
    return program.compile(key.device);
  }

  /** Frees the programs if they have no other user; called once for each {@link #acquire}. */
  void release() {
    synchronized (OPEN) {
      users--;
      if (users == 0) {
        OPEN.remove(key);
        close();
      }
    }
  }

  private synchronized void close() {
    painting.values().forEach(TorchProgram::close);
    Stream.of(training, statistics).filter(Objects::nonNull).forEach(TorchProgram::close);
  }
}
