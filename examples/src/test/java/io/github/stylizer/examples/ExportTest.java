package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stylizer.OnnxFormat;
import io.github.stylizer.StyleMethods;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.examples.programs.OnnxPainting;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks written for ONNX Runtime, which paints what the library paints. */
class ExportTest {
  @TempDir Path folder;
  private Path photo;
  private Path network;

  @BeforeEach
  void makePhoto() throws Exception {
    photo = folder.resolve("photo.png");
    // Odd sides of a photo, not of noise: its colors differ from pixel to pixel and hang together.
    BufferedImage cat = ImageIO.read(Path.of("photos/cat.jpg").toFile());
    ImageIO.write(cat.getSubimage(90, 40, 203, 150), "png", photo.toFile());
    network = folder.resolve("network.onnx");
  }

  private void export(Object... options) {
    Object[] line = new Object[options.length + 4];
    System.arraycopy(options, 0, line, 4, options.length);
    line[0] = "export";
    line[1] = "onnx";
    line[2] = "-o";
    line[3] = network;
    Call call = Call.of(line);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).endsWith("stylize: wrote " + network + System.lineSeparator());
  }

  private void assertPaintsAs(Stylizer stylizer) throws Exception {
    Path painted = folder.resolve("painted.png");
    OnnxPainting.main(new String[] {photo.toString(), network.toString(), painted.toString()});
    try (stylizer) {
      BufferedImage expected = stylizer.apply(ImageIO.read(photo.toFile()));
      BufferedImage found = ImageIO.read(painted.toFile());
      assertThat(PhotoPixels.largestDifference(found, expected)).isLessThanOrEqualTo(1);
      assertThat(PhotoPixels.meanDifference(found, expected)).isLessThan(0.05);
    }
  }

  @ParameterizedTest
  @CsvSource({"great-wave, metanet", "starry-night, fastnet"})
  void ofABundledStyle(String style, String method) throws Exception {
    export("--style", style, "--method", method, "--colors", "0-255");
    assertPaintsAs(Stylizer.style(style).with(StyleMethods.named(method)));
    long full = Files.size(network);
    export("--style", style, "--method", method, "--colors", "0-255", "--half");
    assertThat(Files.size(network)).isLessThan(full * 6 / 10);
    assertPaintsAs(Stylizer.style(style).with(StyleMethods.named(method)));
  }

  @Test
  void ofAPainting() throws Exception {
    Path painting = NoiseImages.write(folder.resolve("painting.png"), 64, 48);
    export("--style", painting, "--colors", "0-255");
    assertPaintsAs(Stylizer.style(painting));
  }

  @Test
  void ofANetworkWhichIsReadBack() throws Exception {
    Path given = RandomNetwork.write(folder.resolve("given.safetensors"));
    export("--model", given, "--colors", "0-255");
    try (TransformModel model = FastNet.load(given)) {
      assertPaintsAs(Stylizer.style(model));
    }
    Path first = folder.resolve("first.png");
    Path second = folder.resolve("second.png");
    assertThat(Call.of(photo, "--model", given, "-o", first).code()).isZero();
    assertThat(Call.of(photo, "--model", network, "-o", second).code()).isZero();
    assertThat(PhotoPixels.of(ImageIO.read(second.toFile())))
        .isEqualTo(PhotoPixels.of(ImageIO.read(first.toFile())));
  }

  @Test
  void wrongUseIsAnError() throws Exception {
    Call.of("export").failed(2, "missing FORMAT", "onnx");
    Call.of("export", "onnx", "-o", network).failed(2, "--style", "--model");
    Call.of("export", "onnx", "--style", "great-wave").failed(2, "--output");
    Call.of("export", "onnx", "--style", "great-wave", "-o", network, "--colors", "0-100")
        .failed(2, "0-100", "0-255");
    Call.of("export", "onnx", "--style", "great-wave", "-o", network, "--method", "gatys")
        .failed(2, "gatys", "metanet, fastnet");
    Call.of("export", "onnx", "--style", "great-wave", "-o", folder).failed(1, "is a directory");
    Path painting = NoiseImages.write(folder.resolve("painting.png"), 64, 48);
    Call.of("export", "onnx", "--style", painting, "-o", painting)
        .failed(1, "would overwrite", "-o");
    assertThat(network).doesNotExist();
  }

  @Test
  void whatPaintsWithoutANetworkIsRefused() {
    try (Stylizer gatys = Stylizer.style("great-wave").with(StyleMethods.named("nnst"))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> gatys.exportOnnx(network, OnnxFormat.standard()))
          .withMessageContaining("only a transform network can be exported");
    }
  }
}
