package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Precision;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.gatys.GatysMethod;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strength and the colors of the photo. */
class ControlsTest {

  @TempDir static Path sharedFolder;
  private static Path photo;
  private static Path painting;
  private static Path model;
  private static Path vgg;

  @TempDir Path folder;
  private Path output;

  @BeforeAll
  static void makeFiles() throws IOException {
    photo = NoiseImages.write(sharedFolder.resolve("photo.png"), 40, 32);
    painting = NoiseImages.write(sharedFolder.resolve("painting.png"), 36, 36);
    model = RandomNetwork.write(sharedFolder.resolve("network.safetensors"));
    vgg = RandomVgg19.write(sharedFolder.resolve("vgg19.safetensors"));
  }

  @BeforeEach
  void chooseOutput() {
    output = folder.resolve("out.png");
  }

  private static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }

  private static BufferedImage read(Path file) throws IOException {
    return ImageIO.read(file.toFile());
  }

  private static int[] byLibrary(UnaryOperator<Stylizer> settings) throws IOException {
    try (TransformModel network = FastNet.load(model)) {
      return pixels(settings.apply(Stylizer.style(network)).apply(read(photo)));
    }
  }

  private int[] byCommand(Object... options) throws IOException {
    List<Object> all = new ArrayList<>(List.of("--model", model, "-o", output));
    all.addAll(List.of(options));
    Call call = Call.of(all.toArray());
    assertThat(call.code()).as(call.err()).isZero();
    return pixels(read(output));
  }

  @Test
  void memoryIsTheLibrarys() throws IOException {
    assertThat(byCommand(photo, "--memory=2G"))
        .isEqualTo(byLibrary(stylizer -> stylizer.maxMemory(2L << 30)));
    Call.of("--model", model, photo, "-o", output, "--memory", "1k")
        .failed(1, "takes about", "of memory, but 0 MB is allowed");
    for (String size : List.of("0M", "-1G", "2", "2T", "many", "1.5G", "9999999999M")) {
      Call.of("--model", model, photo, "-o", output, "--memory", size)
          .failed(2, "--memory", "must be a number followed by K, M or G", size);
    }
  }

  @Test
  void smoothIsTheLibrarys() throws IOException {
    int[] four = byLibrary(stylizer -> stylizer.smooth(4));
    assertThat(byCommand("--smooth", photo))
        .as("what follows after a blank is the photo")
        .isEqualTo(four)
        .isNotEqualTo(byLibrary(stylizer -> stylizer));
    assertThat(byCommand(photo, "--smooth=2")).isEqualTo(byLibrary(s -> s.smooth(2)));
    for (String passes : List.of("0", "17")) {
      Call.of("--model", model, photo, "-o", output, "--smooth=" + passes)
          .failed(2, "--smooth must be from 1 to 16, but is " + passes);
    }
  }

  @Test
  void strokesAndPaletteAreTheLibrarys() throws IOException {
    assertThat(byCommand(photo, "--strokes=1.5")).isEqualTo(byLibrary(s -> s.strokes(1.5)));
    BufferedImage colors = read(painting);
    assertThat(byCommand(photo, "--palette", painting))
        .isEqualTo(byLibrary(s -> s.palette(colors)))
        .isNotEqualTo(byLibrary(s -> s));
    assertThat(byCommand(photo, "--palette", painting + "=0.4"))
        .isEqualTo(byLibrary(s -> s.palette(colors, 0.4)));
    Call.of("--model", model, photo, "-o", output, "--palette", painting + "=1.4")
        .failed(2, "the amount of colors must be a number from 0 to 1, but is '1.4'");
    Call.of("--model", model, photo, "-o", output, "--match-colors")
        .failed(2, "--match-colors: matchColors needs the painting");
    Call.of("--model", model, photo, "-o", output, "--match-colors=2")
        .failed(2, "it must be a number from 0 to 1, but is '2'");
    Call.of(photo, "--style", painting, "-o", output, "--match-colors=0.5", "--preserve-colors=0.5")
        .failed(2, "--match-colors cannot be combined with --palette or --preserve-colors");
    Call.of("--model", model, photo, "-o", output, "--strokes=9")
        .failed(2, "--strokes must be from 0.125 to 8, but is 9.0");
    Call.of("--model", model, photo, "-o", output, "--palette", painting, "--preserve-colors")
        .failed(2, "--palette and --preserve-colors cannot be combined");
    Call.of("--model", model, photo, "-o", output, "--palette", folder.resolve("none.png"))
        .failed(1, "none.png: no such file");
  }

  @Test
  void wrapIsTheLibrarys() throws IOException {
    assertThat(byCommand(photo, "--wrap"))
        .isEqualTo(byLibrary(Stylizer::wrap))
        .isNotEqualTo(byLibrary(stylizer -> stylizer));
  }

  @Test
  void strengthIsTheLibrarys() throws IOException {
    assertThat(byCommand(photo, "--strength=0.3"))
        .isEqualTo(byLibrary(stylizer -> stylizer.strength(0.3)))
        .isNotEqualTo(byLibrary(stylizer -> stylizer));
    assertThat(byCommand(photo, "--strength", 0, "--size", 20))
        .isEqualTo(pixels(ImageResize.longerSide(read(photo), 20)));
  }

  @Test
  void luminanceIsTheWayUnlessAnotherIsAskedFor() throws IOException {
    int[] expected = byLibrary(Stylizer::preserveColors);
    assertThat(expected).isNotEqualTo(byLibrary(stylizer -> stylizer));
    assertThat(byCommand("--preserve-colors", photo))
        .as("what follows after a blank is the photo")
        .isEqualTo(expected);
    assertThat(byCommand(photo, "--preserve-colors")).isEqualTo(expected);
    assertThat(byCommand(photo, "--preserve-colors=luminance")).isEqualTo(expected);
    assertThat(byCommand(photo, "--preserve-colors=0.3"))
        .isEqualTo(byCommand(photo, "--preserve-colors=luminance=0.3"))
        .isEqualTo(byLibrary(stylizer -> stylizer.preserveColors(0.3)));
    assertThat(byCommand(photo, "--preserve-colors", "--strength=0.5"))
        .isEqualTo(byLibrary(stylizer -> stylizer.preserveColors().strength(0.5)));
  }

  @Test
  void aNetworkCanComputeInBfloat16() throws IOException {
    assertThat(byCommand(photo, "--bfloat16"))
        .isEqualTo(byLibrary(stylizer -> stylizer.precision(Precision.BFLOAT16)))
        .isNotEqualTo(byLibrary(stylizer -> stylizer));
    Call call =
        Call.paint(photo, painting, folder.resolve("none.png"), "--method=gatys", "--bfloat16");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("BFLOAT16", "gatys");
  }

  private Call paintMatched(Path input, Path result) {
    return Call.paint(
        input, painting, result, "--vgg19", vgg, "--evaluations=2", "--preserve-colors=matched");
  }

  private static int[] matchedByLibrary(BufferedImage picture) throws IOException {
    try (Vgg network = Vgg.builder(VggVariant.VGG19).weights(vgg).build();
        Stylizer stylizer =
            Stylizer.style(painting)
                .with(GatysMethod.builder(network).evaluations(2).build())
                .preserveColors(ColorPreservation.MATCHED_STYLE)) {
      return pixels(stylizer.apply(picture));
    }
  }

  @Test
  void thePaintingCanBeRecolored() throws IOException {
    Call call = paintMatched(photo, output);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(pixels(read(output))).isEqualTo(matchedByLibrary(read(photo)));
  }

  @Test
  void everyPhotoOfAFolderIsPaintedSo() throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    NoiseImages.write(photos.resolve("a.png"), 30, 30);
    NoiseImages.write(photos.resolve("b.png"), 32, 28);
    Path painted = folder.resolve("painted");
    Call call = paintMatched(photos, painted);
    assertThat(call.code()).as(call.err()).isZero();
    for (String name : List.of("a.png", "b.png")) {
      assertThat(pixels(read(painted.resolve(name))))
          .as(name)
          .isEqualTo(matchedByLibrary(read(photos.resolve(name))));
    }

    Path copies = folder.resolve("copies");
    Call none = Call.of(photos, "--model", model, "-o", copies, "--strength=0");
    assertThat(none.code()).as(none.err()).isZero();
    assertThat(pixels(read(copies.resolve("b.png"))))
        .isEqualTo(pixels(read(photos.resolve("b.png"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--strength=-0.1           | -0.1",
        "--strength=1.5            | from 0 to 1, but is 1.5",
        "--strength=NaN            | NaN",
        "--strength=half           | half",
        "--preserve-colors=all     | luminance, matched, or a number from 0 to 1, but is 'all'",
        "--preserve-colors=        | luminance, matched",
      })
  void whatMakesNoSenseIsRefused(String option, String part) {
    Call.paint(photo, painting, output, option)
        .failed(2, option.replaceFirst("=.*", ""), part, "--help");
    assertThat(output).doesNotExist();
  }

  @Test
  void aStyleThatWasLearnedAlreadyCannotBeRecolored() {
    String option = "--preserve-colors=matched";
    Call.of(photo, "--model", model, "-o", output, option).failed(2, option, "precomputed");
    assertThat(output).doesNotExist();
    // The texture of a bundled style can be recolored.
    assertThat(Call.of(photo, "--style", "starry-night", "-o", output, option).code()).isZero();
  }
}
