package io.github.stylizer;

import java.io.IOException;
import java.nio.file.Path;

/** A file of weights that cannot be used. The message is one line and names the file. */
public class WeightsFormatException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_LENGTH = 600;

  /**
   * Reports a file.
   *
   * @param file the file
   * @param problem what was found, what was expected, what to do; control characters are replaced
   *     and a very long text is cut, so that it may quote the file
   */
  public WeightsFormatException(Path file, String problem) {
    this(file.toString(), problem);
  }

  /**
   * Reports a file, or a resource of a jar.
   *
   * @param origin the file or the resource
   * @param problem what was found, what was expected, what to do; control characters are replaced
   *     and a very long text is cut, so that it may quote the file
   */
  public WeightsFormatException(String origin, String problem) {
    super(oneLine(origin, problem));
  }

  /**
   * Reports a file together with the failure that showed it.
   *
   * @param file the file
   * @param problem what was found, what was expected, what to do; control characters are replaced
   *     and a very long text is cut, so that it may quote the file
   * @param cause the failure
   */
  public WeightsFormatException(Path file, String problem, Throwable cause) {
    this(file.toString(), problem, cause);
  }

  /**
   * Reports a file, or a resource of a jar, together with the failure that showed it.
   *
   * @param origin the file or the resource
   * @param problem what was found, what was expected, what to do; control characters are replaced
   *     and a very long text is cut, so that it may quote the file
   * @param cause the failure
   */
  public WeightsFormatException(String origin, String problem, Throwable cause) {
    super(oneLine(origin, problem), cause);
  }

  private static String oneLine(String origin, String problem) {
    String text = origin + ": " + problem;
    String shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + " …";
    return shown.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
  }
}
