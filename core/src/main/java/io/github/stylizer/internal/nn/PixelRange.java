package io.github.stylizer.internal.nn;

/** The pixel range of a transform network's input and output. */
public enum PixelRange {
  /** Normalized with the mean and standard deviation of ImageNet, as everywhere in this library. */
  NORMALIZED("imagenet"),
  /** Levels 0 … 255. */
  LEVELS("0-255");

  private final String text;

  PixelRange(String text) {
    this.text = text;
  }

  /** The name of the range in files. */
  @Override
  public String toString() {
    return text;
  }
}
