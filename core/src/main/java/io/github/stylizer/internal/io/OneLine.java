package io.github.stylizer.internal.io;

import java.util.regex.Pattern;

/**
 * Messages of one line. They quote names of files and what others said, which may hold line breaks
 * and control characters that would forge log entries or steer a terminal.
 */
public final class OneLine {
  // Not \p{Cntrl}, which is ASCII: terminals also obey U+009B.
  private static final Pattern BREAK =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}][\\s\\p{Cc}\\p{Zl}\\p{Zp}]*+");

  private OneLine() {}

  /**
   * Replaces line breaks and control characters, with the white space after them, by one space.
   *
   * @param text any text
   * @return the text in one line
   */
  public static String of(String text) {
    return BREAK.matcher(text).replaceAll(" ");
  }
}
