package io.github.stylizer.examples;

import io.github.stylizer.MethodOption;
import io.github.stylizer.StyleMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The methods' own options: everything in {@link StyleMethod#options} becomes an option of the
 * command, so that a new method needs no change here.
 */
final class MethodOptions {
  private static final String FILE = "FILE";

  private final List<StyleMethod> methods;
  private final Map<String, OptionSpec> options = new LinkedHashMap<>();

  /**
   * Makes the options of methods.
   *
   * @param methods in descending order of preference
   */
  MethodOptions(List<StyleMethod> methods) {
    this.methods = methods;
  }

  /**
   * Returns the command line of a command, with these options in a group for each method. An option
   * of several methods is listed once, in the group of the first.
   */
  CommandLine commandLine(Object command) {
    CommandLine line = new CommandLine(command);
    addTo(line.getCommandSpec());
    return line;
  }

  private void addTo(CommandSpec command) {
    for (StyleMethod method : methods) {
      List<OptionSpec> own = new ArrayList<>();
      for (MethodOption option : method.options()) {
        if (!options.containsKey(option.name())) {
          own.add(added(option));
        }
      }
      if (!own.isEmpty()) {
        ArgGroupSpec.Builder group =
            ArgGroupSpec.builder().validate(false).heading("%nOptions of " + method.name() + ":%n");
        own.forEach(group::addArg);
        command.addArgGroup(group.build());
      }
    }
  }

  private OptionSpec added(MethodOption option) {
    OptionSpec spec =
        OptionSpec.builder("--" + option.name())
            .paramLabel(option.value())
            .type(String.class)
            .description(description(option).replace("%", "%%"))
            .build();
    options.put(option.name(), spec);
    return spec;
  }

  private String description(MethodOption option) {
    String others =
        methods.stream()
            .filter(method -> declares(method, option.name()))
            .skip(1)
            .map(StyleMethod::name)
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? option.description()
        : option.description() + " Also for " + others + ".";
  }

  /** The options given on the command line. */
  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    options.forEach(
        (name, option) -> {
          String value = option.getValue();
          if (value != null) {
            given.put(name, value);
          }
        });
    return given;
  }

  boolean areGiven() {
    return !given().isEmpty();
  }

  /** The given files, which no result may replace. */
  List<Path> files() {
    return options.values().stream()
        .filter(option -> option.paramLabel().contains(FILE))
        .map(option -> option.<String>getValue())
        .filter(Objects::nonNull)
        .map(Path::of)
        .filter(Files::exists)
        .toList();
  }

  /**
   * Chooses a method: the named one, or the first that has all given options.
   *
   * @param name null if none was given
   * @return the method with its options; empty if there is neither a name nor an option
   * @throws IllegalArgumentException if there is no such method or it does not have the options
   * @throws IOException if a file that an option names cannot be read
   */
  Optional<StyleMethod> chosen(@Nullable String name) throws IOException {
    Map<String, String> given = given();
    if (name == null && given.isEmpty()) {
      return Optional.empty();
    }
    StyleMethod method = name == null ? methodFor(given) : named(name);
    for (String option : given.keySet()) {
      requireOption(method, option, given);
    }
    return Optional.of(given.isEmpty() ? method : method.with(given));
  }

  private StyleMethod named(String name) {
    return methods.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT, "unknown method '%s'; methods are %s", name, names(methods))));
  }

  private StyleMethod methodFor(Map<String, String> given) {
    List<StyleMethod> having =
        methods.stream()
            .filter(method -> given.keySet().stream().allMatch(name -> declares(method, name)))
            .toList();
    return having.stream()
        .filter(method -> isComplete(method, given))
        .findFirst()
        .or(() -> having.stream().findFirst())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no method has all of the options --" + String.join(", --", given.keySet())));
  }

  private void requireOption(StyleMethod method, String option, Map<String, String> given) {
    MethodOption declared =
        option(method, option)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        String.format(
                            Locale.ROOT,
                            "--%s is not an option of %s, but of %s",
                            option,
                            method.name(),
                            names(declaring(option)))));
    declared
        .requires()
        .filter(other -> !given.containsKey(other))
        .ifPresent(
            other -> {
              throw new IllegalArgumentException(
                  String.format(
                      Locale.ROOT, "--%s needs --%s with %s", option, other, method.name()));
            });
  }

  private boolean isComplete(StyleMethod method, Map<String, String> given) {
    return given.keySet().stream()
        .allMatch(
            name -> option(method, name).get().requires().map(given::containsKey).orElse(true));
  }

  private List<StyleMethod> declaring(String option) {
    return methods.stream().filter(method -> declares(method, option)).toList();
  }

  private static boolean declares(StyleMethod method, String name) {
    return option(method, name).isPresent();
  }

  private static Optional<MethodOption> option(StyleMethod method, String name) {
    return method.options().stream().filter(option -> option.name().equals(name)).findFirst();
  }

  private static String names(List<StyleMethod> methods) {
    return methods.stream().map(StyleMethod::name).collect(Collectors.joining(", "));
  }
}
