package io.github.stylizer.film;

/**
 * How the frames of a shot are kept alike.
 *
 * @param lookAhead frames to read ahead at most
 * @param noise levels between successive frames that are noise
 * @param opticalFlow whether frames are blended with those before, moved along
 */
record ShotSettings(int lookAhead, int noise, boolean opticalFlow) {
  private static final int LOOK_AHEAD = 24;
  private static final int NOISE = 6;
  private static final int MOST_NOISE = 64;

  static final ShotSettings DEFAULT = new ShotSettings(LOOK_AHEAD, NOISE, false);

  ShotSettings {
    if (lookAhead <= ShotDetector.REACH) {
      throw new IllegalArgumentException(
          "the look-ahead must be at least " + (ShotDetector.REACH + 1) + ", but is " + lookAhead);
    }
    if (noise < 0 || noise > MOST_NOISE) {
      throw new IllegalArgumentException(
          "the noise must be from 0 to " + MOST_NOISE + " levels, but is " + noise);
    }
  }
}
