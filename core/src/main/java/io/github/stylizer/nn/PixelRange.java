package io.github.stylizer.nn;

/** The pixels that a transform network takes and gives. */
public enum PixelRange {
  /** Normalised with the mean and standard deviation of ImageNet, as everywhere in this library. */
  NORMALISED("imagenet"),
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
