package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real, very short trainings with a VGG that has learned nothing. */
class TrainMetaNetTest {

  @TempDir static Path sharedFolder;
  private static Path paintings;
  private static Path photos;
  private static Path vgg;

  @TempDir Path folder;
  private Path out;

  @BeforeAll
  static void makeFiles() throws IOException {
    paintings = Files.createDirectory(sharedFolder.resolve("paintings"));
    NoiseImages.write(paintings.resolve("p.png"), 36, 36);
    NoiseImages.write(paintings.resolve("q.png"), 30, 40);
    photos = Files.createDirectory(sharedFolder.resolve("photos"));
    NoiseImages.write(photos.resolve("a.png"), 40, 48);
    NoiseImages.write(photos.resolve("b.png"), 48, 40);
    vgg = RandomVgg19.write(sharedFolder.resolve("vgg19.safetensors"));
  }

  @BeforeEach
  void chooseOut() {
    out = folder.resolve("training");
  }

  private static Call start(Path styles, Path content, Path out, Object... options) {
    Stream<Object> line =
        Stream.of("train", "metanet", "--styles", styles, "--content", content, "--out", out);
    return Call.of(Stream.concat(line, Stream.of(options)).toArray());
  }

  private static Call train(Path out, Object... options) {
    Stream<Object> small =
        Stream.of("--vgg19", vgg, "--base=2", "--hidden=2", "--size=32", "--batch=2");
    return start(paintings, photos, out, Stream.concat(small, Stream.of(options)).toArray());
  }

  private static Map<String, String> provenance(Path network) throws IOException {
    try (WeightsFile file = WeightsFile.open(network)) {
      return file.metadata();
    }
  }

  @Test
  void trainsANetworkThatPaintsAnyPainting() throws IOException {
    Path photo = photos.resolve("a.png");
    Path painting = paintings.resolve("p.png");
    Call call = train(out, "--steps=2", "--photo", photo, "--photo-style", painting, painting);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).isEmpty();
    Path network = out.resolve("network.safetensors");
    assertThat(call.err().lines().toList())
        .allMatch(line -> line.startsWith("stylize: "))
        .last()
        .asString()
        .contains(network.toString(), "2 steps");
    assertThat(call.err()).contains("training: 50 % (1 of 2)", "content", "style", "total");
    assertThat(provenance(network))
        .as("the preset")
        .containsEntry("base", "2")
        .containsEntry("hidden", "2")
        .containsEntry("filters", "shared")
        .containsEntry("rank", "2")
        .containsEntry("sampling", "anti-aliased")
        .containsEntry("color head", "yes")
        .containsEntry("style weight", "30.0")
        .containsEntry("crop", "random of shorter side 288 to 320, flipped");
    assertThat(ImageIO.read(out.resolve("pictures/000002-a.png").toFile()).getWidth())
        .as("two paintings side by side")
        .isGreaterThanOrEqualTo(80);

    Path picture = folder.resolve("picture.png");
    Call paint = Call.paint(photo, painting, picture, "--metanet", network, "--vgg19", vgg);
    assertThat(paint.code()).as(paint.err()).isZero();
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(40);
  }

  @Test
  void aTrainingThatGoesOnEndsWhereOneInOnePieceDoes() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(train(whole, "--steps=3", "--bfloat16").code()).isZero();
    assertThat(train(out, "--steps=2", "--bfloat16").code()).isZero();
    Call resumed = train(out, "--steps=3", "--bfloat16", "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("(2 of 3)", "3 steps").doesNotContain("(1 of 3)");
    Path network = out.resolve("network.safetensors");
    assertThat(network).hasSameBinaryContentAs(whole.resolve("network.safetensors"));

    Path exact = folder.resolve("exact");
    assertThat(train(exact, "--steps=3").code()).isZero();
    assertThat(Files.readAllBytes(exact.resolve("network.safetensors")))
        .as("without --bfloat16")
        .isNotEqualTo(Files.readAllBytes(network));
  }

  @Test
  void takesEveryOptionAtOnce() throws IOException {
    Path initial = RandomMetaNet.write(folder.resolve("initial.safetensors"), 3);
    Call call =
        train(
            out,
            "--preset=paper",
            "--steps=1",
            "--initial=" + initial,
            "--crop=center",
            "--flip",
            "--content-tap=relu2_2",
            "--content-weight=2",
            "--style-weight=3",
            "--tv-weight=1e-5",
            "--style-per-photo",
            "--style-steps=7",
            "--encode-styles-once",
            "--unit-filters",
            "--no-color-head",
            "--seed=5",
            "--verbose");
    assertThat(call.code()).as(call.err()).isZero();
    Path network = out.resolve("network.safetensors");
    assertThat(provenance(network))
        .containsEntry("crop", "center, flipped")
        .containsEntry("content tap", "relu2_2")
        .containsEntry("content weight", "2.0")
        .containsEntry("style weight", "3.0")
        .containsEntry("total variation weight", "1.0E-5")
        .containsEntry("styles per step", "2")
        .containsEntry("steps per style", "7")
        .containsEntry("style crop", "center")
        .containsEntry("filters", "unit length")
        .containsEntry("color head", "no")
        .containsEntry("seed", "5");
    try (Vgg extractor = Vgg.builder(VggVariant.VGG19).weights(vgg).build();
        MetaNet begun = MetaNet.load(initial, extractor)) {
      assertThat(provenance(network)).containsEntry("initialized_from", begun.fingerprint());
    }
  }

  @Test
  void whatAPresetChoosesCanBeTurnedOff() throws IOException {
    Call call =
        train(
            out,
            "--steps=1",
            "--no-flip",
            "--no-unit-filters",
            "--no-color-head",
            "--no-style-per-photo",
            "--no-encode-styles-once");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(provenance(out.resolve("network.safetensors")))
        .containsEntry("crop", "random of shorter side 288 to 320")
        .containsEntry("filters", "as generated")
        .containsEntry("color head", "no")
        .containsEntry("styles per step", "1")
        .containsEntry("style crop", "random");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--base=0            | 0",
        "--hidden=0          | 0",
        "--hidden=5000       | 4096",
        "--content-tap=eye   | eye",
        "--style-weight=NaN  | NaN",
        "--style-steps=0     | 0",
        "--preset=large      | paper, compact",
        "--vgg=a.pth         | --vgg and --vgg19",
        "--size=300          | 300",
        "--bogus             | --bogus",
      })
  void anOptionThatMakesNoSenseIsRefusedWithItsValue(String option, String part) {
    start(paintings, photos, out, "--vgg19", vgg, option)
        .failed(2, part, "stylize train metanet --help");
    assertThat(out).doesNotExist();
  }

  @Test
  void photosAndPaintingsToShowBelongTogether() {
    train(out, "--photo", photos.resolve("a.png")).failed(2, "paintings");
    train(out, "--photo-style", paintings.resolve("p.png")).failed(2, "validation photos");
    Call.of("train", "metanet").failed(2, "--styles", "--content", "--out");
    assertThat(out).doesNotExist();
  }

  @Test
  void filesThatCannotBeUsedEndItBeforeTheTraining() throws IOException {
    Path missing = folder.resolve("missing");
    Path text = Files.writeString(folder.resolve("text.png"), "not a picture");
    start(missing, photos, out).failed(1, missing.toString());
    start(paintings, missing, out).failed(1, missing.toString());
    start(paintings, photos, out, "--photo-style", text).failed(1, text.toString());
    start(paintings, photos, out, "--initial", vgg).failed(1, vgg.toString(), "not a MetaNet");
    assertThat(out).doesNotExist();
  }

  /** These are found after the paintings were encoded, which has been reported by then. */
  @Test
  void trainingsThatDoNotFit() throws IOException {
    endsWith(train(out, "--resume"), out.toString(), "no training to resume");
    Path other = RandomMetaNet.write(folder.resolve("other.safetensors"), 3);
    endsWith(train(out, "--initial", other), other.toString(), "choose the same");
    assertThat(out).doesNotExist();
  }

  private static void endsWith(Call call, String... parts) {
    assertThat(call.code()).as(call.err()).isEqualTo(1);
    assertThat(call.err().lines().toList()).last().asString().contains(parts);
  }
}
