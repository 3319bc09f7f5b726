package io.github.stylizer.internal.nn;

/** The pixels that a transform network takes and gives. */
public enum PixelRange {
  /** Normalized with the mean and standard deviation of ImageNet, as everywhere in this library. */
  NORMALIZED("imagenet"),
  /** Levels 0 … 255. */
  LEVELS("0-255");

  private final String text;

  PixelRange(String text) {
    this.text = text;
  }

  /** The range as it is written in a file. */
  @Override
  public String toString() {
    return text;
  }
}
