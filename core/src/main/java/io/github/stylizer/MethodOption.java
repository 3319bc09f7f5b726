package io.github.stylizer;

import java.util.Objects;
import java.util.Optional;

/**
 * An option of a {@link StyleMethod}, such as {@code evaluations}. The {@code stylize} command
 * offers it as {@code --evaluations N}.
 *
 * @param name lower case letters, digits and hyphens
 * @param value what stands for the value in a help text, for instance {@code N} or {@code FILE}
 * @param description what the option does, a sentence
 * @param requires the name of another option without which this one makes no sense; empty if there
 *     is none
 */
public record MethodOption(
    String name, String value, String description, Optional<String> requires) {

  /**
   * Checks that nothing is null.
   *
   * @param name lower case letters, digits and hyphens
   * @param value what stands for the value
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
   * An option that stands alone.
   *
   * @param name lower case letters, digits and hyphens
   * @param value what stands for the value in a help text
   * @param description what the option does
   */
  public MethodOption(String name, String value, String description) {
    this(name, value, description, Optional.empty());
  }

  /**
   * The same option, which makes sense only beside another one.
   *
   * @param other the name of the other option
   * @return the option
   */
  public MethodOption requiring(String other) {
    return new MethodOption(name, value, description, Optional.of(other));
  }
}
