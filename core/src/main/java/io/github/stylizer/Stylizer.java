package io.github.stylizer;

/** Placeholder until the rooms below it are merged. */
public final class Stylizer {
  private Stylizer() {}
}
