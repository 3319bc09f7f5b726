package io.github.stylizer;

import java.io.IOException;
import java.nio.file.Path;

/** A weights file cannot be used. The message is one line and names the file. */
public class WeightsFormatException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_LENGTH = 600;

  /**
   * Makes an exception about a file.
   *
   * @param file the file
   * @param problem what was found, what was expected, what to do; may quote the file, since control
   *     characters are replaced and long texts truncated
   */
  public WeightsFormatException(Path file, String problem) {
    this(file.toString(), problem);
  }

  /**
   * Makes an exception about a file or a resource.
   *
   * @param origin the file or the resource
   * @param problem what was found, what was expected, what to do; may quote the file, since control
   *     characters are replaced and long texts truncated
   */
  public WeightsFormatException(String origin, String problem) {
    super(oneLine(origin, problem));
  }

  /**
   * Makes an exception about a file, with a cause.
   *
   * @param file the file
   * @param problem what was found, what was expected, what to do; may quote the file, since control
   *     characters are replaced and long texts truncated
   * @param cause the failure
   */
  public WeightsFormatException(Path file, String problem, Throwable cause) {
    this(file.toString(), problem, cause);
  }

  /**
   * Makes an exception about a file or a resource, with a cause.
   *
   * @param origin the file or the resource
   * @param problem what was found, what was expected, what to do; may quote the file, since control
   *     characters are replaced and long texts truncated
   * @param cause the failure
   */
  public WeightsFormatException(String origin, String problem, Throwable cause) {
    super(oneLine(origin, problem), cause);
  }

  private static String oneLine(String origin, String problem) {
    String text = origin + ": " + problem;
    String shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + " …";
    return shown.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
  }
}
