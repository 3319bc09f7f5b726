package io.github.stylizer.examples;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses sizes such as {@code 800M} and {@code 2G}, as Java's own {@code -Xmx} has them. */
final class MemorySize implements ITypeConverter<Long> {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})([KMGkmg])");

  @Override
  public Long convert(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new TypeConversionException(
          "it must be a number followed by K, M or G, such as 800M, but is '" + text + "'");
    }
    int shift =
        switch (size.group(2)) {
          case "K", "k" -> 10;
          case "M", "m" -> 20;
          default -> 30;
        };
    return Long.parseLong(size.group(1)) << shift;
  }
}
