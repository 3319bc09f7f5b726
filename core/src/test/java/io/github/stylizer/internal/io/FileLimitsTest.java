package io.github.stylizer.internal.io;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of docs/security.md has all limits of the program, and no others. */
class FileLimitsTest {
  private static final Path PAGE = Path.of("..", "docs", "security.md");

  /** What a row begins with, and the constants of its numbers. */
  private static final Map<String, List<String>> ROWS =
      Map.ofEntries(
          entry("pixels of an image that is decoded", List.of("IMAGE_PIXELS")),
          entry("pixels of an image that is read by regions", List.of("IMAGE_SIDE", "IMAGE_SIDE")),
          entry("pixels of a tile or strip", List.of()),
          entry("pixels of a frame of a film", List.of("FILM_FRAME_PIXELS")),
          entry("side of an image", List.of("IMAGE_SIDE")),
          entry("image file from a stream", List.of("IMAGE_BYTES_IN_MEMORY")),
          entry("scans of a JPEG image", List.of("JPEG_SCANS")),
          entry("groups of prefix codes", List.of("WEBP_CODE_GROUPS")),
          entry("EXIF, XMP and IPTC data", List.of("IMAGE_METADATA_BYTES")),
          entry("segments of a JPEG image", List.of("JPEG_METADATA_SEGMENTS")),
          entry("bytes of the EXIF or TIFF tags", List.of("EXIF_BYTES")),
          entry("elements of XMP data", List.of("XMP_DEPTH")),
          entry("color profile", List.of("IMAGE_METADATA_BYTES")),
          entry("entries of a TIFF", List.of("TIFF_ENTRIES")),
          entry("pixels of a tile of a TIFF image", List.of("TIFF_TILE_PIXELS")),
          entry("directories of a TIFF", List.of("TIFF_DIRECTORIES")),
          entry(
              "header of a safetensors file",
              List.of("SAFETENSORS_HEADER_BYTES", "SAFETENSORS_ENTRIES", "SAFETENSORS_ENTRIES")),
          entry("pickle of a `torch.save` file", List.of("PICKLE_BYTES", "PICKLE_INSTRUCTIONS")),
          entry("directory of the zip", List.of("ZIP_DIRECTORY_BYTES")),
          entry("dictionary entries", List.of("DICTIONARY_ENTRIES")),
          entry("bytes of all tensors", List.of("REPEATED_TENSOR_BYTES")),
          entry(
              "nodes, tensors, names and sides of an ONNX file",
              List.of("ONNX_ENTRIES", "ONNX_TEXT_BYTES")),
          entry("numbers of an ONNX file", List.of("ONNX_COLLECTED_BYTES")));

  private static final Pattern NUMBER = Pattern.compile("([0-9][0-9,]*)( MiB| MB)?");

  @Test
  void everyRowHasTheNumbersOfItsConstants() throws IOException {
    List<String[]> rows = rows();
    assertThat(rows).hasSameSizeAs(ROWS.keySet());
    for (String[] row : rows) {
      List<String> constants =
          ROWS.entrySet().stream()
              .filter(entry -> row[1].strip().startsWith(entry.getKey()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("unknown row: " + row[1]))
              .getValue();
      List<Long> numbers = NUMBER.matcher(row[2]).results().map(FileLimitsTest::number).toList();
      assertThat(numbers).as(row[1]).isEqualTo(constants.stream().map(FileLimitsTest::of).toList());
    }
  }

  @Test
  void everyConstantHasARow() {
    assertThat(Arrays.stream(FileLimits.class.getDeclaredFields()))
        .filteredOn(field -> Modifier.isPublic(field.getModifiers()))
        .extracting(Field::getName)
        .containsExactlyInAnyOrderElementsOf(
            ROWS.values().stream().flatMap(List::stream).distinct().toList());
  }

  /** The cells of the rows below the heading. */
  private static List<String[]> rows() throws IOException {
    String text = Files.readString(PAGE);
    return text.substring(text.indexOf("## Limits"), text.indexOf("## Images"))
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.split("\\|"))
        .toList();
  }

  private static long number(MatchResult number) {
    long value = Long.parseLong(number.group(1).replace(",", ""));
    return " MiB".equals(number.group(2))
        ? value << 20
        : " MB".equals(number.group(2)) ? value * 1_000_000 : value;
  }

  private static long of(String constant) {
    try {
      return FileLimits.class.getField(constant).getLong(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
