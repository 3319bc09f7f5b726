package io.github.stylizer.gatys;

/** What an optimization starts from. */
public enum GatysInit {
  /** The photo itself: keeps its composition, and is the fastest. The default. */
  CONTENT,
  /** White noise drawn from the seed, as in the paper. */
  NOISE
}
