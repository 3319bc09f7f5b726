package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real runs of the whole command with a network that has learned nothing. */
class PaintingTest {

  @TempDir static Path sharedFolder;
  private static Path photo;
  private static Path painting;
  private static Path network;

  @TempDir Path folder;
  private Path output;

  @BeforeAll
  static void makeFiles() throws IOException {
    photo = NoiseImages.write(sharedFolder.resolve("photo.png"), 60, 48);
    painting = NoiseImages.write(sharedFolder.resolve("painting.png"), 48, 48);
    network = RandomVgg19.write(sharedFolder.resolve("vgg19.safetensors"));
  }

  @BeforeEach
  void chooseOutput() {
    output = folder.resolve("out.png");
  }

  private Call paint(Object... options) {
    Object[] all = new Object[options.length + 2];
    System.arraycopy(options, 0, all, 2, options.length);
    all[0] = "--vgg19";
    all[1] = network;
    return Call.paint(photo, painting, output, all);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void paintsAndSaysWhatItDid() throws IOException {
    Call call = paint("--evaluations", 12);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines().toList())
        .allMatch(line -> line.startsWith("stylize: "))
        .last()
        .asString()
        .contains(output.toString(), "60x48");
    BufferedImage painted = ImageIO.read(output.toFile());
    BufferedImage original = ImageIO.read(photo.toFile());
    assertThat(painted.getWidth()).isEqualTo(60);
    assertThat(painted.getHeight()).isEqualTo(48);
    assertThat(pixels(painted)).isNotEqualTo(pixels(original));
    assertThat(names()).containsExactly("out.png");
  }

  @Test
  void theSameSeedGivesTheSamePicture() throws IOException {
    assertThat(paint("--evaluations", 2, "--start", "noise", "--seed", 5).code()).isZero();
    byte[] first = Files.readAllBytes(output);
    assertThat(paint("--evaluations", 2, "--start", "noise", "--seed", 5).code()).isZero();
    assertThat(output).hasBinaryContent(first);
    assertThat(paint("--evaluations", 2, "--start", "noise", "--seed", 6).code()).isZero();
    assertThat(Files.readAllBytes(output)).isNotEqualTo(first);
  }

  @Test
  void takesEveryOptionAtOnce() throws IOException {
    Call call =
        paint(
            "--method=gatys",
            "--evaluations=4",
            "--size=40",
            "--style=" + photo + "=0.25",
            "--style-weight=1e5",
            "--content-weight=2",
            "--tv-weight=0.1",
            "--optimizer=adam",
            "--learning-rate=0.02",
            "--start=" + painting,
            "--style-scale=1.2",
            "--multi-scale=32",
            "--pooling=average",
            "--seed=1",
            "--preview=" + folder.resolve("previews"),
            "--preview-every=2");
    assertThat(call.code()).as(call.err()).isZero();
    BufferedImage painted = ImageIO.read(output.toFile());
    assertThat(painted.getWidth()).isEqualTo(40);
    assertThat(painted.getHeight()).isEqualTo(32);
    assertThat(folder.resolve("previews/preview-0001.png")).exists();
    assertThat(names()).containsExactly("out.png", "previews");
  }

  @Test
  void anOlderPictureIsReplaced() throws IOException {
    Files.writeString(output, "older");
    assertThat(paint("--evaluations=1").code()).isZero();
    assertThat(ImageIO.read(output.toFile())).isNotNull();
  }

  @Test
  void aPhotoOfOnePixelIsRefused() throws IOException {
    Path dot = NoiseImages.write(sharedFolder.resolve("dot.png"), 1, 1);
    Call.paint(dot, painting, output, "--vgg19", network).failed(1, "1x1", "too small");
    assertThat(names()).isEmpty();
  }

  @Test
  void anInterruptEndsTheRun() {
    Thread.currentThread().interrupt();
    Call call = paint("--evaluations=1000000");
    assertThat(Thread.interrupted()).isFalse();
    assertThat(call.code()).as(call.err()).isEqualTo(130);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** Methods that need a painting get the texture that stands for it. */
  @ParameterizedTest
  @ValueSource(strings = {"--evaluations=2", "--steps=1"})
  void methodsThatNeedAPaintingTakeBundledStylesToo(String option) throws IOException {
    Call call = Call.of(photo, "--style=starry-night", option, "-o", output);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(ImageIO.read(output.toFile())).isNotNull();
  }

  @Test
  void theLevelsOfQualityAreOffered() throws IOException {
    for (String level : List.of("--quality=fine", "--refine=2", "--quality=best")) {
      Call call = Call.of(photo, "--style", painting, level, "-o", output);
      assertThat(call.code()).as(call.err()).isZero();
      assertThat(call.err()).as(level).contains("refining 60x48");
      assertThat(ImageIO.read(output.toFile()).getWidth()).isEqualTo(60);
    }
    Call.of(photo, "--style", painting, "--quality=best", "--method=metanet").failed(2, "nnst");
    Call.of(photo, "--style", painting, "--quality=fine", "--refine=3")
        .failed(2, "--quality and --refine");
    Call.of(photo, "--style", painting, "--refine=-1").failed(2, "--refine must be at least 0");
    Call.of(photo, "--style", painting, "--quality=good").failed(2, "fast, fine, best");
  }
}
