package io.github.stylizer;

import java.util.List;

/** A method that must never be taken while a better one is there. */
public final class LeastPreferredMethod implements StyleMethod {
  /** For the service loader. */
  public LeastPreferredMethod() {}

  @Override
  public String name() {
    return "least-preferred";
  }

  @Override
  public int preference() {
    return -1;
  }

  @Override
  public StyleModel prepare(List<Style> styles, ProgressListener listener) {
    throw new AssertionError("there is a method with a higher preference");
  }
}
