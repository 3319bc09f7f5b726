package io.github.stylizer.nn;

import ai.djl.Device;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs of one network on one device, shared by all who have it compiled at a time: PyTorch
 * takes a moment to compile a program and longer to prepare its first calls, and a MetaNet makes a
 * model for every painting. Freed with the last of them.
 */
final class TransformPrograms {
  private static final Map<Key, TransformPrograms> OPEN = new HashMap<>();

  private final Key key;
  // By whether it is for training; each is compiled when first needed: most users never train.
  private final Map<Boolean, TorchProgram> programs = new ConcurrentHashMap<>();
  // Guarded by OPEN.
  private int users;

  private record Key(TransformNet net, Device device) {}

  private TransformPrograms(Key key) {
    this.key = key;
  }

  /** Returns the programs of a network, which the caller releases. */
  static TransformPrograms acquire(TransformNet net, Device device) {
    synchronized (OPEN) {
      TransformPrograms programs =
          OPEN.computeIfAbsent(new Key(net, device), TransformPrograms::new);
      programs.users++;
      return programs;
    }
  }

  TorchProgram get(boolean differentiable) {
    return programs.computeIfAbsent(
        differentiable, forTraining -> TransformProgram.compile(key.net, key.device, forTraining));
  }

  /** Frees the programs if nobody else has them; to be called once for each {@link #acquire}. */
  void release() {
    synchronized (OPEN) {
      users--;
      if (users == 0) {
        OPEN.remove(key);
        programs.values().forEach(TorchProgram::close);
      }
    }
  }
}
