package io.github.stylizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the instance norms of a {@link TransformModel} find in a picture, or in several: mean and
 * deviation of every channel. They carry the contrast and colors of the whole picture, which is why
 * a part of it, painted alone, looks different. {@link TransformModel#with} paints by given ones.
 *
 * <p>Immutable.
 *
 * @param norms the statistics of each norm, by its name in files, such as {@code downsampling.2},
 *     in the order of the network
 */
public record NormStatistics(Map<String, Channels> norms) {

  /**
   * Makes statistics.
   *
   * @param norms the statistics of each norm, by its name; copied
   */
  public NormStatistics {
    norms = Collections.unmodifiableMap(new LinkedHashMap<>(norms));
  }

  /**
   * The statistics of one norm.
   *
   * @param means of the channels of the convolution before it, without its bias
   * @param deviations of the channels: the square root of the variance and 1e-5
   */
  public record Channels(List<Float> means, List<Float> deviations) {
    /**
     * Makes statistics.
     *
     * @param means one for each channel; finite
     * @param deviations one for each channel; finite and greater than 0
     * @throws IllegalArgumentException if there are more of one than of the other, or a value is
     *     out of range
     */
    public Channels {
      means = List.copyOf(means);
      deviations = List.copyOf(deviations);
      if (means.size() != deviations.size()) {
        throw new IllegalArgumentException(
            "there are " + means.size() + " means, but " + deviations.size() + " deviations");
      }
      for (float mean : means) {
        if (!Float.isFinite(mean)) {
          throw new IllegalArgumentException("a mean must be finite, but is " + mean);
        }
      }
      for (float deviation : deviations) {
        if (!(deviation > 0 && Float.isFinite(deviation))) {
          throw new IllegalArgumentException(
              "a deviation must be finite and greater than 0, but is " + deviation);
        }
      }
    }
  }
}
