package io.github.stylizer;

import java.util.Objects;
import java.util.Optional;

/**
 * An option of a {@link StyleMethod}, such as {@code evaluations}. The {@code stylize} command
 * offers it as {@code --evaluations N}.
 *
 * @param name lower case letters, digits and hyphens
 * @param value placeholder for the value in a help text, for instance {@code N} or {@code FILE}
 * @param description a sentence that describes the option
 * @param requires the name of another option that this one requires; empty if there is none
 */
public record MethodOption(
    String name, String value, String description, Optional<String> requires) {

  /**
   * Checks that nothing is null.
   *
   * @param name lower case letters, digits and hyphens
   * @param value placeholder for the value
   * @param description what the option does
   * @param requires the name of another option, or empty
   */
  public MethodOption {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(requires, "requires");
  }

  /**
   * Makes an option that requires no other one.
   *
   * @param name lower case letters, digits and hyphens
   * @param value placeholder for the value in a help text
   * @param description what the option does
   */
  public MethodOption(String name, String value, String description) {
    this(name, value, description, Optional.empty());
  }

  /**
   * Returns this option with a requirement.
   *
   * @param other the name of the option that it requires
   * @return the option
   */
  public MethodOption requiring(String other) {
    return new MethodOption(name, value, description, Optional.of(other));
  }
}
