package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Style;
import io.github.stylizer.StyleCode;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.MetaNetMethod;
import io.github.stylizer.testing.SharedFiles;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Painting like any painting, and like what was kept of one. */
class MetaNetOptionsTest {

  private static final String WEIGHTS_PROPERTY = "stylizer.vgg19.weights";

  @TempDir static Path sharedFolder;
  private static Path photo;
  private static Path painting;
  private static Path other;
  private static Path vgg;
  private static Path network;

  @TempDir Path folder;
  private Path output;

  @BeforeAll
  static void makeFiles() throws IOException {
    photo = NoiseImages.write(sharedFolder.resolve("photo.png"), 40, 32);
    painting = NoiseImages.write(sharedFolder.resolve("painting.png"), 36, 36);
    other = sharedFolder.resolve("other.png");
    BufferedImage plain = new BufferedImage(30, 40, BufferedImage.TYPE_INT_RGB);
    plain.setRGB(9, 9, 0xffcc00);
    ImageIO.write(plain, "png", other.toFile());
    vgg = RandomVgg19.write(sharedFolder.resolve("vgg19.safetensors"));
    network = RandomMetaNet.write(sharedFolder.resolve("metanet.safetensors"), 3);
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

  private interface Use<T> {
    T of(MetaNet metaNet) throws IOException;
  }

  private static <T> T byLibrary(Use<T> use) throws IOException {
    try (Vgg extractor = Vgg.builder(VggVariant.VGG19).weights(vgg).build();
        MetaNet metaNet = MetaNet.load(network, extractor)) {
      return use.of(metaNet);
    }
  }

  private static int[] painted(Stylizer stylizer) throws IOException {
    try (stylizer) {
      return pixels(stylizer.apply(read(photo)));
    }
  }

  private static int[] painted(MetaNet metaNet, StyleCode code) throws IOException {
    try (StyleModel model = metaNet.style(code)) {
      return painted(Stylizer.style(model));
    }
  }

  private static Call call(Path input, Path result, Object... options) {
    Stream<Object> line = Stream.of(input, "--metanet", network, "-o", result);
    return Call.of(Stream.concat(line, Stream.of(options)).toArray());
  }

  private int[] byCommand(Object... options) throws IOException {
    Call call = call(photo, output, options);
    assertThat(call.code()).as(call.err()).isZero();
    return pixels(read(output));
  }

  private Path code(Path of, double towardsOther) throws IOException {
    Path file = folder.resolve("code");
    byLibrary(
            metaNet -> metaNet.code(read(of)).interpolate(metaNet.code(read(other)), towardsOther))
        .named("a style")
        .save(file);
    return file;
  }

  @Test
  void paintsWhatTheLibraryPaints() throws IOException {
    int[] expected =
        byLibrary(
            metaNet -> painted(Stylizer.style(read(painting)).with(MetaNetMethod.of(metaNet))));
    assertThat(byCommand("--style", painting, "--vgg19", vgg)).isEqualTo(expected);
    assertThat(byCommand("--style", painting, "--vgg19", vgg, "--method=metanet"))
        .isEqualTo(expected);
    assertThat(byCommand("--style", other, "--vgg19", vgg)).isNotEqualTo(expected);
  }

  @Test
  void theVggIsTheOneThatFitsTheNetwork() throws IOException {
    int[] expected = byCommand("--style", painting, "--vgg19", vgg);
    System.setProperty(WEIGHTS_PROPERTY, vgg.toString());
    try {
      assertThat(byCommand("--style", painting)).isEqualTo(expected);
    } finally {
      System.clearProperty(WEIGHTS_PROPERTY);
    }
    call(photo, output, "--style", painting, "--vgg", vgg).failed(1, "relu3_4", "VGG16");
  }

  @Test
  void theOriginalsTwoFiles() throws IOException {
    Path heads = folder.resolve("heads");
    Path ends = folder.resolve("ends");
    RandomMetaNet.writeTwo(heads, ends, 3);
    Object[] line = {photo, "--style", painting, "--vgg19", vgg, "-o", output, "--metanet", heads};
    Call.of(line).failed(1, heads.toString(), "downsampling.1");
    Call call =
        Call.of(Stream.concat(Stream.of(line), Stream.of("--transform-net", ends)).toArray());
    assertThat(call.code()).as(call.err()).isZero();
    int[] two = pixels(read(output));
    assertThat(byCommand("--style", painting, "--vgg19", vgg)).isEqualTo(two);
  }

  @Test
  void paintingsAreBlendedByTheirWeights() throws IOException {
    List<Style> weights = List.of(Style.of(painting).weight(3), Style.of(other));
    assertThat(byCommand("--style", painting + "=3", "--style", other + "=1", "--vgg19", vgg))
        .isEqualTo(
            byLibrary(metaNet -> painted(Stylizer.blend(weights).with(MetaNetMethod.of(metaNet)))))
        .isNotEqualTo(byCommand("--style", painting, "--vgg19", vgg));
  }

  @Test
  void aStyleCodeNeedsNoVgg() throws IOException {
    Path code = code(painting, 0.5);
    int[] expected = byLibrary(metaNet -> painted(metaNet, StyleCode.load(code)));
    // Who looked for weights would fail.
    System.setProperty(WEIGHTS_PROPERTY, folder.resolve("missing").toString());
    try {
      assertThat(byCommand("--style", code)).isEqualTo(expected);
      call(photo, output, "--style", painting).failed(1, "missing");
    } finally {
      System.clearProperty(WEIGHTS_PROPERTY);
    }
  }

  @Test
  void codesAndPaintingsAreBlended() throws IOException {
    Path code = code(painting, 0);
    int[] expected =
        byLibrary(
            metaNet ->
                painted(
                    metaNet,
                    StyleCode.blend(
                        List.of(StyleCode.load(code), metaNet.code(read(other))),
                        List.of(0.25, 0.75))));
    assertThat(byCommand("--style", code + "=0.25", "--style", other + "=0.75", "--vgg19", vgg))
        .isEqualTo(expected);
  }

  @Test
  void controlsAndFolders() throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    Files.copy(photo, photos.resolve("a.png"));
    NoiseImages.write(photos.resolve("b.png"), 30, 30);
    for (ColorPreservation colors : ColorPreservation.values()) {
      String name = colors == ColorPreservation.LUMINANCE ? "luminance" : "matched";
      Path painted = folder.resolve(name);
      Call call =
          call(
              photos,
              painted,
              "--style",
              painting,
              "--vgg19",
              vgg,
              "--strength=0.75",
              "--preserve-colors=" + name);
      assertThat(call.code()).as(call.err()).isZero();
      assertThat(painted).isDirectoryContaining("glob:**b.png");
      assertThat(pixels(read(painted.resolve("a.png"))))
          .as(name)
          .isEqualTo(
              byLibrary(
                  metaNet ->
                      painted(
                          Stylizer.style(painting)
                              .with(MetaNetMethod.of(metaNet))
                              .strength(0.75)
                              .preserveColors(colors))));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model=a.pth     | --style and --model",
        "--method=gatys    | --metanet is not an option of gatys",
        "--evaluations=5   | no method has all of the options",
        "--vgg=a --vgg19=b | --vgg and --vgg19",
      })
  void contradictions(String options, String part) {
    Object[] all =
        Stream.concat(Stream.of("--style", painting), Stream.of(options.split(" "))).toArray();
    call(photo, output, all).failed(2, part, "--help");
    assertThat(output).doesNotExist();
  }

  @Test
  void whatIsMissingIsNamed() {
    call(photo, output).failed(2, "--style");
    Call.paint(photo, painting, output, "--transform-net", network).failed(2, "--metanet");
    Call.paint(photo, painting, output, "--method=metanet", "--vgg", vgg)
        .failed(2, "--vgg needs --metanet");
  }

  @Test
  void filesThatAreNeitherPaintingNorCode() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "neither");
    call(photo, output, "--style", text).failed(1, text.toString(), "image", "style code");
    Path missing = folder.resolve("missing.png");
    call(photo, output, "--style", missing).failed(1, missing.toString());
    call(photo, output, "--style", network).failed(1, network.toString(), "not a style code");
  }

  @Test
  void aCodeIsOfUseOnlyWithItsNetwork() throws IOException {
    Path code = code(painting, 0);
    Path stranger = RandomMetaNet.write(folder.resolve("stranger.safetensors"), 4);
    Call.paint(photo, code, output, "--metanet", stranger).failed(1, "'a style'", "network");
    Call.paint(photo, code, output).failed(1, "'a style'", "network", "compute it again");
    call(photo, output, "--style", code, "--preserve-colors=matched").failed(1, "only numbers");
    assertThat(output).doesNotExist();
  }

  @Test
  void otherOptionsForNetworksSaySo() {
    Call.of(photo, "--model", network, "-o", output)
        .failed(1, network.toString(), "is a MetaNet: use --metanet and --style");
    Call.paint(photo, painting, output, "--metanet", vgg, "--vgg19", vgg)
        .failed(1, vgg.toString(), "not a MetaNet");
  }

  @Test
  void theNetworkIsNotOverwritten() throws IOException {
    Path odd = Files.copy(network, folder.resolve("network.png"));
    Call.paint(photo, painting, odd, "--metanet", odd).failed(1, "overwrite");
    assertThat(odd).hasSameBinaryContentAs(network);
  }

  @Test
  void aRealNetworkPaintsTheSameFromAPaintingAndItsCode() throws IOException {
    Path real = SharedFiles.path("models/metanet-compact.safetensors");
    Path weights = SharedFiles.path("weights/vgg19-relu4_1.safetensors");
    Path pier = SharedFiles.path("images/large/content/13-pier.jpg");
    Path wave = SharedFiles.path("images/large/style/03-great-wave.jpg");
    Path code = folder.resolve("wave.style");
    Call made = Call.of("code", wave, "-o", code, "--metanet", real, "--vgg19", weights);
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(Files.size(code)).isLessThan(4096);

    Path second = folder.resolve("second.png");
    Object[] options = {"--metanet", real, "--vgg19", weights, "--size=256"};
    assertThat(Call.paint(pier, wave, output, options).code()).isZero();
    assertThat(Call.paint(pier, code, second, options).code()).isZero();
    int[] expected = pixels(read(output));
    int[] found = pixels(read(second));
    double difference =
        IntStream.range(0, expected.length)
            .map(i -> Math.abs((expected[i] >> 8 & 0xff) - (found[i] >> 8 & 0xff)))
            .average()
            .orElseThrow();
    assertThat(difference).as("a code has half precision").isLessThan(1);
    // The paper of the painting is cream, the sky of the photo is mauve.
    int sky = found[256 * 20 + 100];
    assertThat(sky >> 8 & 0xff).as("green").isGreaterThan(sky & 0xff);
  }
}
