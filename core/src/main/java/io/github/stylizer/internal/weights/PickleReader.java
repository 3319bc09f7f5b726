package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle (protocols 2 to 5, the instructions that {@code torch.save} uses) as plain values:
 * null, Boolean, Long, BigInteger, Double, String, byte[], {@link Tuple}, List and Map. A pickle
 * can name, call or refer to only what a {@link Resolver} knows, so it cannot run arbitrary code.
 *
 * <p>Values may contain themselves, so never hash, compare, print or traverse them without a limit.
 */
final class PickleReader {
  private static final int MAX_INSTRUCTIONS = FileLimits.PICKLE_INSTRUCTIONS;
  private static final int MAX_PROTOCOL = 5;
  private static final int MAX_INTEGER_BYTES = 16;

  private final String origin;
  private final PickleInput input;
  private final Resolver resolver;
  private final List<Object> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /** A Python tuple. */
  record Tuple(List<Object> items) {}

  /**
   * Resolves references to objects outside a pickle. Its methods are those of Python's unpickler.
   */
  interface Resolver {
    /** Returns the global object of that name. */
    Object findClass(String name) throws IOException;

    /** Returns the result of a call. */
    Object reduce(Object callee, Tuple arguments) throws IOException;

    /** Returns the object that an identifier refers to. */
    Object persistentLoad(Object identifier) throws IOException;
  }

  private PickleReader(String origin, PickleInput input, Resolver resolver) {
    this.origin = origin;
    this.input = input;
    this.resolver = resolver;
  }

  /** Reads the next pickle. */
  static Object read(String origin, PickleInput input, Resolver resolver) throws IOException {
    input.startPickle();
    return new PickleReader(origin, input, resolver).run();
  }

  private Object run() throws IOException {
    for (int count = 0; count < MAX_INSTRUCTIONS; count++) {
      int opcode = input.readByte();
      if (opcode == '.') {
        return pop();
      }
      if (!number(opcode) && !text(opcode) && !container(opcode) && !memo(opcode)) {
        external(opcode);
      }
    }
    throw problem("more than " + MAX_INSTRUCTIONS + " instructions");
  }

  private boolean number(int opcode) throws IOException {
    switch (opcode) {
      case 'N' -> stack.add(null); // NONE
      case 0x88 -> stack.add(true); // NEWTRUE
      case 0x89 -> stack.add(false); // NEWFALSE
      case 'J' -> stack.add((long) input.readInt()); // BININT
      case 'K' -> stack.add((long) input.readByte()); // BININT1
      case 'M' -> stack.add((long) input.readShort()); // BININT2
      case 0x8a -> stack.add(integer(input.readByte())); // LONG1
      case 0x8b -> stack.add(integer(input.readInt())); // LONG4
      case 'G' ->
          stack.add(Double.longBitsToDouble(Long.reverseBytes(input.readLong()))); // BINFLOAT
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean text(int opcode) throws IOException {
    switch (opcode) {
      case 'X' -> stack.add(input.readText(unsignedInt())); // BINUNICODE
      case 0x8c -> stack.add(input.readText(input.readByte())); // SHORT_BINUNICODE
      case 0x8d -> stack.add(input.readText(input.readLong())); // BINUNICODE8
      case 'T' -> stack.add(input.readText(input.readInt())); // BINSTRING
      case 'U' -> stack.add(input.readText(input.readByte())); // SHORT_BINSTRING
      case 'B' -> stack.add(input.readBytes(unsignedInt())); // BINBYTES
      case 'C' -> stack.add(input.readBytes(input.readByte())); // SHORT_BINBYTES
      case 0x8e -> stack.add(input.readBytes(input.readLong())); // BINBYTES8
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int opcode) throws IOException {
    switch (opcode) {
      case '(' -> marks.add(stack.size()); // MARK
      case ')' -> stack.add(new Tuple(List.of())); // EMPTY_TUPLE
      case 't' -> stack.add(new Tuple(popToMark())); // TUPLE
      case 0x85 -> tuple(1); // TUPLE1
      case 0x86 -> tuple(2); // TUPLE2
      case 0x87 -> tuple(3); // TUPLE3
      case ']' -> stack.add(new ArrayList<>()); // EMPTY_LIST
      case 'a' -> append(Arrays.asList(pop())); // APPEND
      case 'e' -> append(popToMark()); // APPENDS
      case '}' -> stack.add(new LinkedHashMap<>()); // EMPTY_DICT
      case 's' -> setItem(); // SETITEM
      case 'u' -> setItems(popToMark()); // SETITEMS
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memo(int opcode) throws IOException {
    switch (opcode) {
      case 'q' -> memo.put(input.readByte(), top()); // BINPUT
      case 'r' -> memo.put(input.readInt(), top()); // LONG_BINPUT
      case 0x94 -> memo.put(memo.size(), top()); // MEMOIZE
      case 'h' -> stack.add(recall(input.readByte())); // BINGET
      case 'j' -> stack.add(recall(input.readInt())); // LONG_BINGET
      case 0x80 -> protocol(input.readByte()); // PROTO
      case 0x95 -> input.readLong(); // FRAME: a hint for buffering
      default -> {
        return false;
      }
    }
    return true;
  }

  private void external(int opcode) throws IOException {
    switch (opcode) {
      case 'c' ->
          stack.add(resolver.findClass(input.readLine() + "." + input.readLine())); // GLOBAL
      case 0x93 -> { // STACK_GLOBAL
        String name = expect(String.class, pop(), "a name");
        stack.add(resolver.findClass(expect(String.class, pop(), "a module") + "." + name));
      }
      case 'Q' -> stack.add(resolver.persistentLoad(pop())); // BINPERSID
      case 'R', 0x81 -> { // REDUCE, NEWOBJ
        Tuple arguments = expect(Tuple.class, pop(), "arguments");
        stack.add(resolver.reduce(pop(), arguments));
      }
      case 'i' -> { // INST
        resolver.findClass(input.readLine() + "." + input.readLine());
        throw problem("instances of classes are not allowed");
      }
      case 'b' -> build(); // BUILD
      default -> throw problem("instruction 0x" + Integer.toHexString(opcode) + " is not allowed");
    }
  }

  /** Discards attributes of dictionaries, such as the versions that torch keeps there. */
  private void build() throws IOException {
    expect(Map.class, pop(), "attributes");
    expect(Map.class, top(), "a dictionary to give attributes to");
  }

  private void tuple(int size) throws IOException {
    Object[] items = new Object[size];
    for (int i = size - 1; i >= 0; i--) {
      items[i] = pop();
    }
    stack.add(new Tuple(Arrays.asList(items)));
  }

  @SuppressWarnings("unchecked")
  private void append(List<Object> items) throws IOException {
    ((List<Object>) expect(List.class, top(), "a list")).addAll(items);
  }

  private void setItem() throws IOException {
    Object value = pop();
    Object key = pop();
    setItems(Arrays.asList(key, value));
  }

  @SuppressWarnings("unchecked")
  private void setItems(List<Object> items) throws IOException {
    Map<Object, Object> map = expect(Map.class, top(), "a dictionary");
    if (items.size() % 2 != 0) {
      throw problem("a key without a value");
    }
    for (int i = 0; i < items.size(); i += 2) {
      map.put(key(items.get(i)), items.get(i + 1));
    }
  }

  private Object key(Object key) throws IOException {
    if (key == null || key instanceof Boolean || key instanceof Number || key instanceof String) {
      return key;
    }
    throw problem("a dictionary key that is neither a string nor a number");
  }

  private Object integer(int length) throws IOException {
    if (length < 0 || length > MAX_INTEGER_BYTES) {
      throw problem("an integer of " + length + " bytes");
    }
    byte[] bytes = input.readBytes(length);
    BigInteger value = BigInteger.ZERO;
    for (int i = length - 1; i >= 0; i--) {
      int digit = i == length - 1 ? bytes[i] : bytes[i] & 0xff;
      value = value.shiftLeft(Byte.SIZE).add(BigInteger.valueOf(digit));
    }
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private long unsignedInt() throws IOException {
    return Integer.toUnsignedLong(input.readInt());
  }

  private void protocol(int protocol) throws IOException {
    if (protocol > MAX_PROTOCOL) {
      throw problem("protocol " + protocol + ", supported up to " + MAX_PROTOCOL);
    }
  }

  private Object recall(int index) throws IOException {
    if (!memo.containsKey(index)) {
      throw problem("no memo entry " + Integer.toUnsignedString(index));
    }
    return memo.get(index);
  }

  private Object top() throws IOException {
    requireValue();
    return stack.get(stack.size() - 1);
  }

  private Object pop() throws IOException {
    requireValue();
    return stack.remove(stack.size() - 1);
  }

  private void requireValue() throws IOException {
    int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    if (stack.size() <= floor) {
      throw problem("a value is missing");
    }
  }

  private List<Object> popToMark() throws IOException {
    if (marks.isEmpty()) {
      throw problem("a mark is missing");
    }
    List<Object> tail = stack.subList(marks.remove(marks.size() - 1), stack.size());
    List<Object> items = new ArrayList<>(tail);
    tail.clear();
    return items;
  }

  private <T> T expect(Class<T> type, Object value, String what) throws IOException {
    if (!type.isInstance(value)) {
      throw problem("expected " + what);
    }
    return type.cast(value);
  }

  private WeightsFormatException problem(String what) {
    return new WeightsFormatException(
        origin,
        "its pickle is damaged or not from torch.save, at byte " + input.position() + ": " + what);
  }
}
