package io.github.stylizer;

import java.util.Objects;

/**
 * How {@link TransformModel#exportOnnx} writes a network. Immutable.
 *
 * @param colors the range of the colors of input and output
 * @param half whether weights are stored in half precision: half the size, with no visible
 *     difference. They become float32 when a runtime opens the file, so painting takes the same
 *     time
 */
public record OnnxFormat(Colors colors, boolean half) {

  /** The range of colors. */
  public enum Colors {
    /** From 0, black, to 1, white. */
    UNIT(1),
    /** Levels from 0, black, to 255, white. */
    LEVELS(255);

    private final int white;

    Colors(int white) {
      this.white = white;
    }

    /**
     * Returns the end of the range.
     *
     * @return the value of white, 1 or 255
     */
    public int white() {
      return white;
    }
  }

  /**
   * Makes a format.
   *
   * @param colors the range of the colors of input and output
   * @param half whether weights are stored in half precision
   */
  public OnnxFormat {
    Objects.requireNonNull(colors, "colors");
  }

  /**
   * Returns the format with colors from 0 to 1 and weights in full precision.
   *
   * @return the format
   */
  public static OnnxFormat standard() {
    return new OnnxFormat(Colors.UNIT, false);
  }

  /**
   * Returns this format with another range of colors.
   *
   * @param range the range of the colors of input and output
   * @return the format
   */
  public OnnxFormat colors(Colors range) {
    return new OnnxFormat(range, half);
  }

  /**
   * Returns this format with weights in half or full precision.
   *
   * @param halved whether they are stored in half precision
   * @return the format
   */
  public OnnxFormat half(boolean halved) {
    return new OnnxFormat(colors, halved);
  }
}
