package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.image.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Photos from standard input and images to standard output. */
class PipeTest {

  @TempDir static Path sharedFolder;
  private static Path model;

  @TempDir Path folder;
  private Path photo;
  private Path expected;

  @BeforeAll
  static void makeModel() throws IOException {
    model = RandomNetwork.write(sharedFolder.resolve("network.safetensors"));
  }

  @BeforeEach
  void paintFromFileToFile() throws IOException {
    photo = NoiseImages.write(folder.resolve("photo.png"), 40, 30);
    expected = folder.resolve("expected.png");
    Call call = Call.of(photo, "--model", model, "-o", expected);
    assertThat(call.code()).as(call.err()).isZero();
  }

  private InputStream input() throws IOException {
    return new ByteArrayInputStream(Files.readAllBytes(photo));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void paintsWhatItPaintsFromFileToFile() throws IOException {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    Call both = Call.piped(input(), image, "-", "--model", model, "-o", "-");
    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.out()).isEmpty();
    assertThat(both.err()).contains("wrote standard output after");
    assertThat(image.toByteArray()).isEqualTo(Files.readAllBytes(expected));

    ByteArrayOutputStream fromFile = new ByteArrayOutputStream();
    Call out = Call.piped(input(), fromFile, photo, "--model", model, "-o", "-");
    assertThat(out.code()).as(out.err()).isZero();
    assertThat(fromFile.toByteArray()).isEqualTo(Files.readAllBytes(expected));

    Path file = folder.resolve("out.png");
    Call in =
        Call.piped(input(), OutputStream.nullOutputStream(), "-", "--model", model, "-o", file);
    assertThat(in.code()).as(in.err()).isZero();
    assertThat(file).hasSameBinaryContentAs(expected);
  }

  @ParameterizedTest
  @CsvSource({"png,PNG", "jpg,JPEG", "JPEG,JPEG", "tif,TIFF"})
  void theFormatIsChosen(String format, String name) throws IOException {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    Call call = Call.piped(input(), image, "-", "--model", model, "-o", "-", "--format", format);
    assertThat(call.code()).as(call.err()).isZero();
    Path file = Files.write(folder.resolve("image"), image.toByteArray());
    assertThat(ImageDecoder.standard().info(file).format()).isEqualTo(name);
    BufferedImage read = ImageDecoder.standard().read(file);
    if (!name.equals("JPEG")) {
      assertThat(pixels(read)).isEqualTo(pixels(ImageIO.read(expected.toFile())));
    }
  }

  @Test
  void theSizeIsChosen() throws IOException {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    Call call = Call.piped(input(), image, "-", "--model", model, "-o", "-", "--size", 24);
    assertThat(call.code()).as(call.err()).isZero();
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(image.toByteArray()));
    assertThat(read.getWidth()).isEqualTo(24);
  }

  @Test
  void theDepthIsChosen() throws IOException {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    Call call = Call.piped(input(), image, "-", "--model", model, "-o", "-", "--depth", 16);
    assertThat(call.code()).as(call.err()).isZero();
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(image.toByteArray()));
    assertThat(read.getColorModel().getComponentSize()).containsExactly(16, 16, 16);
  }

  @Test
  void whatCannotBeReadIsNamed() {
    byte[] text = "some words".getBytes(StandardCharsets.UTF_8);
    assertFails(new ByteArrayInputStream(text), 1, "standard input: ", "some words");
    assertFails(InputStream.nullInputStream(), 1, "standard input: empty");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the cable was pulled");
          }
        };
    assertFails(broken, 1, "standard input: the cable was pulled");
  }

  private static void assertFails(InputStream in, int code, String... parts) {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    Call.piped(in, image, "-", "--model", model, "-o", "-").failed(code, parts);
    assertThat(image.size()).isZero();
  }

  @Test
  void photosThatAreTooSmallAreNamed() throws IOException {
    photo = NoiseImages.write(folder.resolve("small.png"), 4, 4);
    assertFails(input(), 1, "standard input: ", "4x4");
  }

  @Test
  void aReaderThatGoesAwayIsOneLine() throws IOException {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Call call = Call.piped(input(), closed, "-", "--model", model, "-o", "-");
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err().lines().toList())
        .last()
        .isEqualTo("stylize: standard output: Broken pipe");
    assertThat(call.err()).doesNotContain("\tat ");
  }

  /** Nothing more comes, but the pipe stays open. */
  @Test
  void ctrlCEndsTheWaitForInput() throws Exception {
    try (PipedOutputStream silent = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(silent)) {
      Thread.currentThread().interrupt();
      Call call = Call.piped(in, OutputStream.nullOutputStream(), "-", "--model", model, "-o", "-");
      assertThat(call.code()).as(call.err()).isEqualTo(130);
    }
  }

  @Test
  void contradictionsAreRefused() throws IOException {
    Object[] style = {"--model", model};
    Call.of("-", style[0], style[1]).failed(2, "standard input has no name", "-o");
    Call.of(photo, style[0], style[1], "-o", folder.resolve("x.png"), "--format", "jpg")
        .failed(2, "--format is for -o -");
    Call.of(photo, style[0], style[1], "--format", "jpg").failed(2, "--format is for -o -");
    Call.of(photo, style[0], style[1], "-o", "-", "--format", "gif").failed(2, "gif", ".png, .jpg");
    Call.of(photo, style[0], style[1], "-o", "-", "--format", "jpg", "--depth", 16)
        .failed(2, "8 bits per channel");
    Call.of(folder, style[0], style[1], "-o", "-").failed(2, "single photo");
    Call.of("-", style[0], style[1], "-o", folder).failed(2, "single photo");
  }
}
