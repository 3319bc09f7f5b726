package io.github.stylizer;

import java.util.List;

/** A method that must never be taken while a better one is there. */
public final class UnlovedMethod implements StyleMethod {
  /** For the service loader. */
  public UnlovedMethod() {}

  @Override
  public String name() {
    return "unloved";
  }

  @Override
  public int preference() {
    return -1;
  }

  @Override
  public StyleModel prepare(List<WeightedStyle> styles, ProgressListener listener) {
    throw new AssertionError("there is a method with a higher preference");
  }
}
