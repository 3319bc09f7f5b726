package io.github.stylizer.examples;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number from 0 to 1. */
final class Amount implements ITypeConverter<Double> {

  @Override
  public Double convert(String text) {
    try {
      return of(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("it must be a number from 0 to 1, but is '" + text + "'");
    }
  }

  /**
   * Parses a number.
   *
   * @throws NumberFormatException if it is none from 0 to 1
   */
  static double of(String text) {
    double amount = Double.parseDouble(text);
    if (!(amount >= 0 && amount <= 1)) {
      throw new NumberFormatException("not from 0 to 1: " + text);
    }
    return amount;
  }
}
