package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled styles. */
class StylesTest {
  @TempDir Path folder;

  private Path photo;
  private Path sheet;

  @BeforeEach
  void aPhoto() throws IOException {
    photo = NoiseImages.write(folder.resolve("photo.png"), 60, 40);
    sheet = folder.resolve("sheet.png");
  }

  @Test
  void areListedWithPaintingAndPainter() {
    Call call = Call.of("styles");
    assertThat(call.code()).isZero();
    assertThat(call.out().lines()).hasSameSizeAs(Stylizer.styles());
    assertThat(call.out())
        .containsPattern("(?m)^starry-night +The Starry Night, Vincent van Gogh, 1889")
        .contains("also --method fastnet");
  }

  @Test
  void areDrawnOnOnePhoto() throws IOException {
    Call call = Call.of("styles", "--sheet", sheet, "--photo", photo, "--size", "96");
    assertThat(call.code()).as(call.err()).isZero();
    BufferedImage drawn = ImageDecoder.standard().read(sheet);
    // The photo of 96x64 and every style, each with two lines of text below.
    int styles = Stylizer.styles().size();
    assertThat((drawn.getWidth() - 12) % (96 + 12)).isZero();
    int columns = (drawn.getWidth() - 12) / (96 + 12);
    int rows = (styles + 1 + columns - 1) / columns;
    assertThat(drawn.getHeight()).isBetween(rows * (64 + 24), rows * (64 + 64));
    assertThat(drawn.getRGB(12 + 48, 12 + 32)).as("the photo").isNotEqualTo(0xffffffff);
    assertThat(drawn.getRGB(12 + 96 + 12 + 48, 12 + 32)).isNotEqualTo(0xffffffff);
  }

  @Test
  void areDrawnOnAPhotoThatComesAlong() {
    assertThat(Call.of("styles", "--sheet", sheet, "--size=96").code()).isZero();
    assertThat(sheet).isNotEmptyFile();
  }

  @Test
  void canBeBlendedWithPaintings() throws IOException {
    Path painting = NoiseImages.write(folder.resolve("painting.png"), 50, 50);
    Path output = folder.resolve("out.png");
    Call.paint(photo, painting, output, "--style=great-wave=2", "--style=starry-night");
    assertThat(ImageDecoder.standard().read(output).getWidth()).isEqualTo(60);
  }

  @Test
  void namesOfAllMethodsCanBePainted() throws IOException {
    for (NamedStyle style : Stylizer.styles()) {
      Path output = folder.resolve(style.name() + ".png");
      Call call = Call.of(photo, "--style", style.name(), "-o", output);
      assertThat(call.code()).as(call.err()).isZero();
      assertThat(output).exists();
    }
  }

  @Test
  void wrongUseIsSaid() throws IOException {
    Call.of("styles", "--photo", photo).failed(2, "--photo needs --sheet");
    Call.of("styles", "--sheet", sheet, "--size=95").failed(2, "--size must be 96");
    Call.of("styles", "--sheet", sheet, "--size=5000").failed(2, "--size must be 96");
    Call.of("styles", "--sheet", folder.resolve("sheet.xyz")).failed(1, ".png");
    Call.of("styles", "--sheet", photo, "--photo", photo).failed(1, "overwrite");
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Call.of("styles", "--sheet", sheet, "--photo", text).failed(1, text.toString());
    assertThat(sheet).doesNotExist();
  }
}
