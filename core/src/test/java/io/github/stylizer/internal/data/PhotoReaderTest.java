package io.github.stylizer.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files 0 to 4; a decoder that refuses those whose name has a {@code b} for bad. */
class PhotoReaderTest {
  private static final Crop WHOLE = (photo, random) -> photo;

  @TempDir Path folder;
  private final List<String> tried = new ArrayList<>();

  @BeforeEach
  void createFiles() throws IOException {
    for (String name : List.of("0", "1b", "2b", "3", "4b")) {
      Files.createFile(folder.resolve(name));
    }
  }

  private BufferedImage decode(Path file) throws IOException {
    String name = file.getFileName().toString();
    tried.add(name);
    if (name.endsWith("b")) {
      throw new IOException(name + " is bad");
    }
    return NumberedPhotos.photo(Integer.parseInt(name), 2, 2);
  }

  private PhotoReader reader(PhotoReader.Decoder decoder, Crop crop) throws IOException {
    return new PhotoReader(ImageFolder.of(folder), decoder, crop);
  }

  private static int number(PhotoReader reader, int[] order, int position) throws IOException {
    return NumberedPhotos.number(reader.read(order, position, new Random()));
  }

  @Test
  void theNextReadableFileOfTheOrderStandsIn() throws IOException {
    PhotoReader reader = reader(this::decode, WHOLE);
    int[] order = {4, 0, 2, 1, 3};
    List<Integer> numbers = new ArrayList<>();
    for (int position = 0; position < 5; position++) {
      numbers.add(number(reader, order, position));
    }
    assertThat(numbers).containsExactly(0, 0, 3, 3, 3);
    assertThat(number(reader, new int[] {3, 0, 1, 2, 4}, 3)).isEqualTo(3);
  }

  @Test
  void aBadFileIsTriedOnce() throws IOException {
    PhotoReader reader = reader(this::decode, WHOLE);
    int[] order = {0, 1, 2, 3, 4};
    for (int position = 0; position < 5; position++) {
      number(reader, order, position);
    }
    assertThat(tried).containsExactly("0", "1b", "2b", "3", "3", "3", "4b", "0");
    number(reader, order, 1);
    assertThat(tried.subList(8, tried.size())).containsExactly("3");
  }

  @Test
  void badFilesAreReportedInTheOrderOfTheFolder() throws IOException {
    PhotoReader reader = reader(this::decode, WHOLE);
    assertThat(reader.unreadable()).isEmpty();
    number(reader, new int[] {4, 2, 1, 0, 3}, 0);
    assertThat(reader.unreadable().keySet())
        .containsExactly(folder.resolve("1b"), folder.resolve("2b"), folder.resolve("4b"));
    assertThat(reader.unreadable()).containsEntry(folder.resolve("2b"), "2b is bad");
  }

  @Test
  void anExceptionWithoutAMessageIsAReasonToo() throws IOException {
    PhotoReader reader =
        reader(
            file -> {
              throw new IOException();
            },
            WHOLE);
    assertThatThrownBy(() -> number(reader, new int[] {0, 1, 2, 3, 4}, 0))
        .hasMessageContaining("IOException");
    assertThat(reader.unreadable()).hasSize(5).containsValue("java.io.IOException");
  }

  @Test
  void ifAllAreBadTheFolderIsNamed() throws IOException {
    PhotoReader reader =
        reader(
            file -> {
              throw new IOException(file + " is bad");
            },
            WHOLE);
    assertThatThrownBy(() -> number(reader, new int[] {3, 0, 1, 2, 4}, 2))
        .isInstanceOf(IOException.class)
        .hasMessage(
            folder
                + ": none of its 5 files can be read as an image; add photos to it; the first"
                + " failure is: "
                + folder.resolve("0")
                + " is bad");
  }

  @Test
  void lackOfMemoryIsNotTheFilesFault() throws IOException {
    PhotoReader reader =
        reader(
            file -> {
              throw new IOException("damaged", new OutOfMemoryError("Java heap space"));
            },
            WHOLE);
    assertThatThrownBy(() -> number(reader, new int[] {0, 1, 2, 3, 4}, 0))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.resolve("0") + ": not enough memory")
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
    assertThat(reader.unreadable()).isEmpty();
  }

  @Test
  void aFailedCropNamesTheFile() throws IOException {
    PhotoReader reader =
        reader(
            this::decode,
            (photo, random) -> {
              throw new IllegalArgumentException("too small");
            });
    assertThatIllegalStateException()
        .isThrownBy(() -> number(reader, new int[] {0, 1, 2, 3, 4}, 3))
        .withMessage(folder.resolve("3") + ": the crop failed: too small")
        .withCauseInstanceOf(IllegalArgumentException.class);
    PhotoReader without = reader(this::decode, (photo, random) -> null);
    assertThatIllegalStateException()
        .isThrownBy(() -> number(without, new int[] {0, 1, 2, 3, 4}, 3))
        .withMessageEndingWith("the crop is null");
  }

  @Test
  void stopEndsTheSearchForAReadableFile() throws IOException {
    PhotoReader[] reader = new PhotoReader[1];
    reader[0] =
        reader(
            file -> {
              reader[0].stop();
              return decode(file);
            },
            WHOLE);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> number(reader[0], new int[] {1, 2, 3, 4, 0}, 0));
    assertThat(tried).containsExactly("1b");
  }
}
