package io.github.stylizer.gatys;

/** What the picture is before it is optimized. */
public enum GatysInit {
  /** The photo itself: keeps its composition, and is the quickest. The default. */
  CONTENT,
  /** White noise, drawn from the seed, as in the paper. */
  NOISE
}
