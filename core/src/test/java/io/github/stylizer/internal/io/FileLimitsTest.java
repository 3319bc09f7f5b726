package io.github.stylizer.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of docs/security.md are those of the program. */
class FileLimitsTest {
  private static final Path PAGE = Path.of("..", "docs", "security.md");

  static Stream<Field> limits() {
    return Arrays.stream(FileLimits.class.getDeclaredFields())
        .filter(field -> Modifier.isPublic(field.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void isInTheTableOfLimits(Field limit) throws IOException, IllegalAccessException {
    long value = limit.getLong(null);
    String text = Files.readString(PAGE);
    String table = text.substring(text.indexOf("## Limits"), text.indexOf("## Images"));
    assertThat(table).as(limit.getName()).containsPattern("(?<![0-9,])" + number(value));
  }

  /** As the page writes it: 16 MiB, 100 MB, 1,000. */
  private static String number(long value) {
    if (value % (1 << 20) == 0 && value != FileLimits.TIFF_TILE_PIXELS) {
      return (value >> 20) + " MiB\\b";
    }
    return value % 100_000_000 == 0
        ? value / 1_000_000 + " MB\\b"
        : String.format(Locale.ROOT, "%,d(?![0-9,]*[0-9]| Mi?B)", value);
  }
}
