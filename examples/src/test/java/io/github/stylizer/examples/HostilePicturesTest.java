package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The command paints with every file of images/hostile/MANIFEST.tsv, as photo and as painting, or
 * refuses it in one line that names it.
 */
class HostilePicturesTest {
  private static final String FOLDER = "images/hostile/";

  /** What the manifest leaves open, or describes in words of its own. */
  private static final Set<String> REFUSED =
      Set.of(
          "bad-ihdr-crc.png",
          "bomb-header-2147483647.png",
          "bomb-header-46341.png",
          "bomb-header-60000.bmp",
          "bomb-header-60000x60000.png",
          "bomb-header-65500.jpg",
          "bomb-real-20000x20000-gray.png",
          "hidden-not-image.png.txt",
          "truncated-half.jpg",
          "truncated-progressive.jpg",
          "vector.svg",
          "webp-animated.webp",
          "LICENSE");

  /** Too small or too narrow for a network, at the size that is painted here. */
  private static final Set<String> TOO_SMALL =
      Set.of(
          "1x1.png",
          "1x5000.png",
          "2x2.png",
          "3x7.png",
          "4000x24.png",
          "5000x1.png",
          "panorama-4000x300.jpg");

  /** May be painted or refused, depending on the JDK. */
  private static final String EITHER = "arithmetic.jpg";

  @TempDir static Path sharedFolder;
  private static Path model;
  private static Path photo;

  @TempDir Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    model = RandomNetwork.write(sharedFolder.resolve("network.safetensors"));
    photo = NoiseImages.write(sharedFolder.resolve("photo.png"), 40, 30);
  }

  record Entry(String file, String expected) {
    String name() {
      return file.substring(file.indexOf('/') + 1);
    }

    boolean isRefused() {
      // With the plug-ins the command reads what the JDK does not.
      return REFUSED.contains(name())
          || (expected.startsWith("clean error") || expected.endsWith(": clean error"))
              && !name().equals("tiff-16bit-be.tif");
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Entry> entries() throws IOException {
    try (Stream<String> lines = Files.lines(SharedFiles.path(FOLDER + "MANIFEST.tsv"))) {
      return lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(cells -> new Entry(cells[0], cells[2]))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void asPhoto(Entry entry) throws IOException {
    Path file = SharedFiles.path(FOLDER + entry.file());
    Path output = folder.resolve("out.png");
    Call call = Call.of(file, "--model", model, "--size=64", "-o", output);
    if (TOO_SMALL.contains(entry.name())) {
      call.failed(1, file.toString(), "is too small");
      assertThat(folder).isEmptyDirectory();
    } else {
      check(entry, file, output, call);
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void asPainting(Entry entry) throws IOException {
    Path file = SharedFiles.path(FOLDER + entry.file());
    Path output = folder.resolve("out.png");
    check(entry, file, output, Call.paint(photo, file, output));
  }

  private void check(Entry entry, Path file, Path output, Call call) throws IOException {
    if (entry.isRefused() || (entry.name().equals(EITHER) && call.code() != 0)) {
      call.failed(1, file.toString());
      assertThat(folder).isEmptyDirectory();
    } else {
      assertThat(call.code()).as(call.err()).isZero();
      assertThat(call.err()).doesNotContain("\tat ");
      assertThat(ImageIO.read(output.toFile())).isNotNull();
      assertThat(folder).isDirectoryContaining(output::equals);
    }
  }
}
