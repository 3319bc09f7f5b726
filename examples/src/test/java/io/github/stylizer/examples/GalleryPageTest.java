package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.metanet.StyleGallery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code docs/gallery.md} beside the styles that are there. */
class GalleryPageTest {
  private static final Path DOCS = Path.of("../docs");

  @Test
  void namesEveryStyleAndNoOther() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCS.resolve("gallery.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            StyleGallery.styles().stream().map(GalleryPageTest::row).toList());
  }

  private static String row(NamedStyle style) {
    return String.format(
        Locale.ROOT,
        "| `%s` | *%s* | %s | %s |",
        style.name(),
        style.title(),
        style.artist(),
        style.date());
  }

  @Test
  void saysHowManyThereAre() throws IOException {
    String count = Integer.toString(StyleGallery.styles().size());
    assertThat(DOCS.resolve("gallery.md")).content().contains("\n" + count + " styles are bundled");
    assertThat(Path.of("../README.md")).content().contains("of the " + count + " styles");
  }
}
