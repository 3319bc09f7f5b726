package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the dictionary of tensors in the content of a torch file. */
final class StateDict {
  private static final int MAX_NESTING = 4;
  private static final String NOTHING = "holds no dictionary of named tensors";
  private static final String PARALLEL_PREFIX = "module.";

  /** The keys of the network in the checkpoints of training programs, most common first. */
  private static final List<String> USUAL_KEYS =
      List.of("state_dict", "model_state_dict", "model", "net", "network", "params", "weights");

  private static final int LISTED_KEYS = 8;

  private final String origin;
  // Dictionaries may be shared: each is looked through once. By identity, since they may contain
  // themselves.
  private final IdentityHashMap<Object, Boolean> withTensors = new IdentityHashMap<>();

  StateDict(String origin) {
    this.origin = origin;
  }

  /** The tensors by name, in the order of the file, without a common prefix "module.". */
  Map<String, TorchTensor> find(Object root) throws IOException {
    Object found = root;
    for (int depth = 0; depth < MAX_NESTING && found instanceof Map; depth++) {
      Map<?, ?> candidate = (Map<?, ?>) found;
      Object nested = nested(candidate);
      if (nested == null) {
        return withoutPrefix(tensors(candidate));
      }
      found = nested;
    }
    throw new WeightsFormatException(origin, NOTHING);
  }

  /** Returns the nested dictionary to use, or null to use this one. */
  private @Nullable Object nested(Map<?, ?> dictionary) throws IOException {
    for (String key : USUAL_KEYS) {
      if (holdsTensors(dictionary.get(key))) {
        return dictionary.get(key);
      }
    }
    if (holdsTensors(dictionary)) {
      return null;
    }
    List<?> keys =
        dictionary.keySet().stream().filter(key -> holdsTensors(dictionary.get(key))).toList();
    if (keys.size() > 1) {
      throw new WeightsFormatException(
          origin,
          "holds "
              + keys.size()
              + " dictionaries of tensors, expected one: "
              + keys.subList(0, Math.min(keys.size(), LISTED_KEYS))
              + (keys.size() > LISTED_KEYS ? " and others" : ""));
    }
    return keys.isEmpty() ? usual(dictionary) : dictionary.get(keys.get(0));
  }

  /** Returns a dictionary under a usual key, even without tensors: they may be nested deeper. */
  private Object usual(Map<?, ?> dictionary) throws IOException {
    for (String key : USUAL_KEYS) {
      if (dictionary.get(key) instanceof Map) {
        return dictionary.get(key);
      }
    }
    throw new WeightsFormatException(origin, NOTHING);
  }

  private boolean holdsTensors(@Nullable Object value) {
    return value instanceof Map<?, ?> dictionary
        && withTensors.computeIfAbsent(
            dictionary, seen -> dictionary.entrySet().stream().anyMatch(StateDict::isTensor));
  }

  private static boolean isTensor(Map.Entry<?, ?> entry) {
    return entry.getKey() instanceof String && entry.getValue() instanceof TorchTensor;
  }

  private static Map<String, TorchTensor> tensors(Map<?, ?> dictionary) {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    dictionary.forEach(
        (key, value) -> {
          if (key instanceof String string && value instanceof TorchTensor torchTensor) {
            tensors.put(string, torchTensor);
          }
        });
    return tensors;
  }

  private static Map<String, TorchTensor> withoutPrefix(Map<String, TorchTensor> tensors) {
    if (!tensors.keySet().stream().allMatch(name -> name.startsWith(PARALLEL_PREFIX))) {
      return tensors;
    }
    Map<String, TorchTensor> shorter = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> shorter.put(name.substring(PARALLEL_PREFIX.length()), tensor));
    return shorter;
  }
}
