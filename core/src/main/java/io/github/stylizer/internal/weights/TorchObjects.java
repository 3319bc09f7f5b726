package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import io.github.stylizer.internal.weights.PickleReader.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that the pickle of a torch file may name: dictionaries, storages and the functions
 * that make a tensor from a storage. They are emulated with plain values; any other name is
 * refused.
 */
final class TorchObjects implements PickleReader.Resolver {
  private static final int MAX_DIMENSIONS = 64;
  private static final Map<String, ElementType> STORAGES =
      Map.of(
          "DoubleStorage", ElementType.F64,
          "FloatStorage", ElementType.F32,
          "HalfStorage", ElementType.F16,
          "BFloat16Storage", ElementType.BF16,
          "LongStorage", ElementType.I64,
          "IntStorage", ElementType.I32,
          "ShortStorage", ElementType.I16,
          "CharStorage", ElementType.I8,
          "ByteStorage", ElementType.U8,
          "BoolStorage", ElementType.BOOL);

  private final String origin;
  private final Map<String, TorchStorage> storages = new LinkedHashMap<>();
  private int pairs;

  /** The emulated functions. */
  private enum Function {
    ORDERED_DICT("collections.OrderedDict"),
    SIZE("torch.Size"),
    TENSOR("torch._utils._rebuild_tensor"),
    TENSOR_V2("torch._utils._rebuild_tensor_v2"),
    PARAMETER("torch._utils._rebuild_parameter");

    private final String pythonName;

    Function(String pythonName) {
      this.pythonName = pythonName;
    }
  }

  TorchObjects(String origin) {
    this.origin = origin;
  }

  /** The storages referred to so far, by key. */
  Map<String, TorchStorage> storages() {
    return storages;
  }

  @Override
  public Object findClass(String name) throws IOException {
    for (Function function : Function.values()) {
      if (function.pythonName.equals(name)) {
        return function;
      }
    }
    if (name.startsWith("torch.")) {
      // Old files that were saved on a GPU name torch.cuda.FloatStorage.
      ElementType type = STORAGES.get(name.replaceFirst("^torch\\.(cuda\\.)?", ""));
      if (type != null) {
        return type;
      }
    }
    throw new WeightsFormatException(
        origin,
        "asks to run '"
            + name
            + "': refused; only tensors are read. If you trust the file, save"
            + " only its state_dict() again");
  }

  @Override
  public Object reduce(Object callee, Tuple arguments) throws IOException {
    List<Object> list = arguments.items();
    if (!(callee instanceof Function function)) {
      throw new WeightsFormatException(
          origin, "asks to call something that is not a function: refused");
    }
    return switch (function) {
      case ORDERED_DICT -> dictionary(list);
      case SIZE -> argument(Tuple.class, list, 0);
      case TENSOR, TENSOR_V2 -> tensor(list);
      case PARAMETER -> argument(TorchTensor.class, list, 0);
    };
  }

  @Override
  public Object persistentLoad(Object identifier) throws IOException {
    if (!(identifier instanceof Tuple tuple)) {
      throw new WeightsFormatException(
          origin, "refers to something that is not a storage: refused");
    }
    List<Object> list = tuple.items();
    if (!"storage".equals(argument(String.class, list, 0))) {
      throw new WeightsFormatException(origin, "refers to a '" + list.get(0) + "': refused");
    }
    ElementType type = argument(ElementType.class, list, 1);
    String key = argument(String.class, list, 2);
    TorchStorage storage = TorchStorage.whole(key, type, number(list, 4));
    TorchStorage known = storages.putIfAbsent(key, storage);
    if (known != null && !known.equals(storage)) {
      throw new WeightsFormatException(
          origin, "storage '" + key + "' is declared as " + known + " and as " + storage);
    }
    return list.size() > 5 && list.get(5) != null ? part(storage, list) : storage;
  }

  /** Very old files split storages into parts: (key of the part, first element, elements). */
  private TorchStorage part(TorchStorage storage, List<Object> identifier) throws IOException {
    List<Object> view = argument(Tuple.class, identifier, 5).items();
    long first = number(view, 1);
    long count = number(view, 2);
    if (first < 0 || count < 0 || count > storage.count() - first) {
      throw new WeightsFormatException(
          origin, "a part lies outside storage '" + storage.key() + "'");
    }
    return new TorchStorage(storage.key(), storage.type(), first, count);
  }

  /** Python 2 passes the items of an OrderedDict as a list of pairs. */
  private Object dictionary(List<Object> arguments) throws IOException {
    Map<Object, Object> dictionary = new LinkedHashMap<>();
    if (!arguments.isEmpty()) {
      for (Object pair : argument(List.class, arguments, 0)) {
        // The same list may be passed again and again.
        if (++pairs > FileLimits.DICTIONARY_ENTRIES) {
          throw new WeightsFormatException(
              origin,
              "its dictionaries have more than "
                  + FileLimits.DICTIONARY_ENTRIES
                  + " entries, the limit");
        }
        List<?> items = pair instanceof Tuple tuple ? tuple.items() : List.of();
        items = pair instanceof List ? (List<?>) pair : items;
        if (items.size() != 2 || !(items.get(0) instanceof String)) {
          throw new WeightsFormatException(origin, "an OrderedDict is not made of pairs");
        }
        dictionary.put(items.get(0), items.get(1));
      }
    }
    return dictionary;
  }

  private TorchTensor tensor(List<Object> arguments) throws IOException {
    TorchStorage storage = argument(TorchStorage.class, arguments, 0);
    long offset = number(arguments, 1);
    List<Long> shape = numbers(argument(Tuple.class, arguments, 2));
    List<Long> strides = numbers(argument(Tuple.class, arguments, 3));
    try {
      return new TorchTensor(storage, offset, shape, strides);
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(
          origin, "a tensor in storage '" + storage.key() + "': " + e.getMessage(), e);
    }
  }

  private List<Long> numbers(Tuple tuple) throws IOException {
    if (tuple.items().size() > MAX_DIMENSIONS) {
      throw new WeightsFormatException(
          origin, "a tensor of more than " + MAX_DIMENSIONS + " sizes");
    }
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < tuple.items().size(); i++) {
      numbers.add(number(tuple.items(), i));
    }
    return numbers;
  }

  private long number(List<Object> arguments, int index) throws IOException {
    return argument(Long.class, arguments, index);
  }

  private <T> T argument(Class<T> type, List<Object> arguments, int index) throws IOException {
    if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
      throw new WeightsFormatException(
          origin, "argument " + index + " of a tensor, storage or dictionary is not as expected");
    }
    return type.cast(arguments.get(index));
  }
}
