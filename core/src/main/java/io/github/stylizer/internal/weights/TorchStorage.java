package io.github.stylizer.internal.weights;

/** A block of numbers of a torch file, or a part of one: several tensors may share it. */
record TorchStorage(String key, ElementType type, long first, long count) {

  static TorchStorage whole(String key, ElementType type, long count) {
    return new TorchStorage(key, type, 0, count);
  }

  @Override
  public String toString() {
    return count + " numbers of type " + type;
  }
}
