package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.TransformModel;
import io.github.stylizer.fastnet.FastNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real, very short trainings with a VGG that has learned nothing. */
class TrainTest {

  @TempDir static Path sharedFolder;
  private static Path painting;
  private static Path photos;
  private static Path vgg;

  @TempDir Path folder;
  private Path out;

  @BeforeAll
  static void makeFiles() throws IOException {
    painting = NoiseImages.write(sharedFolder.resolve("painting.png"), 48, 40);
    photos = Files.createDirectory(sharedFolder.resolve("photos"));
    NoiseImages.write(photos.resolve("a.png"), 40, 48);
    NoiseImages.write(photos.resolve("b.png"), 48, 40);
    vgg = RandomVgg19.write(sharedFolder.resolve("vgg19.safetensors"));
  }

  @BeforeEach
  void chooseOut() {
    out = folder.resolve("training");
  }

  private static Call train(Path out, Object... options) {
    Stream<Object> all =
        Stream.of("train", "fastnet", "--style", painting, "--content", photos, "--vgg19", vgg);
    Stream<Object> small = Stream.of("--base=4", "--size=32", "--batch=1", "--out", out);
    return Call.of(Stream.concat(Stream.concat(all, small), Stream.of(options)).toArray());
  }

  @Test
  void trainsANetworkThatPaints() throws IOException {
    Call call = train(out, "--steps=2", "--photo", photos.resolve("a.png"));
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).isEmpty();
    Path network = out.resolve("network.safetensors");
    assertThat(call.err().lines().toList())
        .allMatch(line -> line.startsWith("stylize: "))
        .last()
        .asString()
        .contains(network.toString(), "2 steps");
    assertThat(call.err()).contains("training: 50 % (1 of 2)", "content", "style", "total");
    assertThat(out.resolve("metrics.jsonl")).exists();
    assertThat(out.resolve("pictures")).isDirectoryContaining("glob:**a.png");
    try (TransformModel trained = FastNet.load(network)) {
      assertThat(trained.provenance()).containsEntry("base", "4");
      assertThat(trained.provenance())
          .containsEntry("steps", "2")
          .containsEntry("style", "painting.png");
    }

    Path picture = folder.resolve("picture.png");
    Call paint = Call.of(photos.resolve("b.png"), "--model", network, "-o", picture);
    assertThat(paint.code()).as(paint.err()).isZero();
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(48);
  }

  @Test
  void aTrainingThatGoesOnEndsWhereOneInOnePieceDoes() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(train(whole, "--steps=3").code()).isZero();
    assertThat(train(out, "--steps=2").code()).isZero();
    Call resumed = train(out, "--steps=3", "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("(2 of 3)", "3 steps").doesNotContain("(1 of 3)");
    assertThat(out.resolve("network.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("network.safetensors"));
  }

  @Test
  void takesEveryOptionAtOnce() throws IOException {
    Call call =
        train(
            out,
            "--steps=2",
            "--style-size=32",
            "--crop=random",
            "--flip",
            "--learning-rate=0.002",
            "--maximum-gradient-norm=100",
            "--dither=1e-5",
            "--seed=5",
            "--checkpoint-every=1",
            "--pictures-every=1",
            "--photo",
            photos.resolve("a.png"),
            photos.resolve("b.png"),
            "--content-tap=relu3_4",
            "--content-weight=2",
            "--style-weight=1e4",
            "--tv-weight=1e-5",
            "--output-limit=2.5",
            "--verbose");
    assertThat(call.code()).as(call.err()).isZero();
    try (TransformModel trained = FastNet.load(out.resolve("network.safetensors"))) {
      assertThat(trained.provenance())
          .containsEntry("crop", "random 0.28444444444444444 to 1.0, flipped")
          .containsEntry("seed", "5")
          .containsEntry("content tap", "relu3_4")
          .containsEntry("content weight", "2.0")
          .containsEntry("style weight", "10000.0")
          .containsEntry("total variation weight", "1.0E-5")
          .containsEntry("output limit", "2.5");
      assertThat(trained.provenance().get("style picture")).startsWith("32x27");
    }
    assertThat(out.resolve("pictures/000001-b.png")).exists();
  }

  @Test
  void aTrainingIsNeitherOverwrittenNorTakenForAnother() {
    train(out, "--steps=2", "--resume").failed(1, out.toString(), "no training to resume");
    assertThat(train(out, "--steps=1").code()).isZero();
    train(out, "--steps=2").failed(1, out.toString(), "resume");
    train(out, "--steps=2", "--resume", "--seed=1").failed(1, "seed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--base=0           | 0",
        "--steps=0          | 0",
        "--size=8           | 8",
        "--batch=0          | 0",
        "--learning-rate=0  | 0.0",
        "--maximum-gradient-norm=0 | 0.0",
        "--dither=-1        | -1.0",
        "--content-tap=eye  | eye",
        "--content-weight=-2 | -2.0",
        "--style-weight=NaN | NaN",
        "--tv-weight=-1     | -1.0",
        "--output-limit=0   | 0.0",
        "--checkpoint-every=0 | 0",
        "--pictures-every=0 | 0",
        "--style-size=0     | --style-size",
        "--style-size=4     | 4x3",
        "--crop=middle      | center, random",
        "--seed=x           | x",
        "--vgg=a.pth        | --vgg and --vgg19",
        "--bogus            | --bogus",
      })
  void anOptionThatMakesNoSenseIsRefusedWithItsValue(String option, String part) {
    // Later options do not replace earlier ones, so these come from a shorter line.
    Stream<Object> line =
        Stream.of("train", "fastnet", "--style", painting, "--content", photos, "--vgg19", vgg);
    Call.of(Stream.concat(line, Stream.of("--out", out, option)).toArray())
        .failed(2, part, "stylize train fastnet --help");
    assertThat(out).doesNotExist();
  }

  @Test
  void filesThatCannotBeUsedEndItBeforeTheTraining() throws IOException {
    Path missing = folder.resolve("missing");
    Path text = Files.writeString(folder.resolve("text.png"), "not a picture");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    start(missing, photos).failed(1, missing.toString());
    start(text, photos).failed(1, text.toString());
    start(painting, missing).failed(1, missing.toString());
    start(painting, text).failed(1, text.toString());
    start(painting, empty).failed(1, empty.toString());
    start(painting, photos, "--photo", missing).failed(1, missing.toString());
    start(painting, photos, "--vgg19", text).failed(1, text.toString());
    assertThat(out).doesNotExist();
  }

  private Call start(Path style, Path content, Object... options) {
    Stream<Object> line =
        Stream.of("train", "fastnet", "--style", style, "--content", content, "--out", out);
    return Call.of(Stream.concat(line, Stream.of(options)).toArray());
  }
}
