package io.github.stylizer.internal.nn;

/** What follows every convolution of a {@link TransformNet} but the last. */
public enum Norm {
  /** An {@link InstanceNorm} without scale and shift. */
  PLAIN("plain"),
  /** An {@link InstanceNorm} with a scale and a shift for every channel. */
  AFFINE("affine"),
  /** Nothing: fixed statistics have become part of the kernels and biases. */
  NONE("none");

  private final String name;

  Norm(String name) {
    this.name = name;
  }

  /** Returns the name that files use. */
  @Override
  public String toString() {
    return name;
  }
}
