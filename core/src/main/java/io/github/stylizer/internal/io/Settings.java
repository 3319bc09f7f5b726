package io.github.stylizer.internal.io;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * System properties and environment variables. An empty value counts as unset.
 *
 * @param properties looks up a system property; null if unset
 * @param variables looks up an environment variable; null if unset
 */
public record Settings(UnaryOperator<String> properties, UnaryOperator<String> variables) {

  /**
   * Returns the settings of this process.
   *
   * @return which are read when they are asked for
   */
  public static Settings ofSystem() {
    return new Settings(System::getProperty, System::getenv);
  }

  /**
   * Looks up a system property.
   *
   * @param name its name
   * @return its value; empty if it is unset or blank
   */
  public Optional<String> property(String name) {
    return Optional.ofNullable(properties.apply(name)).filter(value -> !value.isBlank());
  }

  /**
   * Looks up an environment variable.
   *
   * @param name its name
   * @return its value; empty if it is unset or blank
   */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
  }
}
