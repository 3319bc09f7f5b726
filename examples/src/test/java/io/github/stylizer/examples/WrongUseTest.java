package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUseTest {

  @TempDir Path folder;
  private Path photo;
  private Path painting;
  private Path output;

  @BeforeEach
  void makePictures() throws IOException {
    photo = NoiseImages.write(folder.resolve("photo.png"), 16, 12);
    painting = NoiseImages.write(folder.resolve("painting.png"), 12, 16);
    output = folder.resolve("out.png");
  }

  @Test
  void aPhotoMayBeginWithAnAtSign() {
    Call.of("@missing.png", "--style", "great-wave").failed(1, "@missing.png: no such file");
  }

  @Test
  void anEmptyNameIsNotThePresentFolder() {
    Call.of("", "--style", "great-wave").failed(2, "missing photo");
  }

  @Test
  void everythingThatIsMissingIsNamed() {
    Call.of().failed(2, "stylize photo.jpg --style great-wave", "--help");
    Call.of(photo, "great-wave").failed(2, "--style");
    Call.of("styel").failed(1, "styel: no such file");
    assertThat(Call.of("help").out()).isEqualTo(Call.of("--help").out()).contains("--style");
    Call.of(photo, "-o", output).failed(2, "--style", "--model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bogus           | --bogus",
        "--evaluations=0   | 0",
        "--evaluations=few | few",
        "--size=0          | 0",
        "--style-weight=-1 | -1",
        "--content-weight=-2 | -2",
        "--tv-weight=NaN   | NaN",
        "--learning-rate=0 | 0.0",
        "--style-scale=0   | 0.0",
        "--multi-scale=1   | 1",
        "--optimizer=sgd   | lbfgs, lbfgs-strong-wolfe, adam",
        "--pooling=sum     | max, average",
        "--seed=x          | x",
        "--method=magic    | gatys",
        "--style=a.png=0   | above 0",
        "--style=a.png=x   | above 0",
        "--preview-every=5 | --preview",
      })
  void anOptionThatMakesNoSenseIsRefusedWithItsValue(String option, String part) {
    Call.paint(photo, painting, output, option).failed(2, part, "--help");
    assertThat(output).doesNotExist();
  }

  @Test
  void twoNetworksExcludeEachOther() {
    Call.paint(photo, painting, output, "--vgg", "a.pth", "--vgg19", "b.pth")
        .failed(2, "--vgg and --vgg19");
  }

  @Test
  void aTrainingIsOfSomething() {
    Call.of("train").failed(2, "fastnet, metanet", "stylize train --help");
    Call.of("train", "magic").failed(2, "magic", "stylize train --help");
    Call.of("train", "fastnet").failed(2, "--style", "--content", "--out", "train fastnet --help");
  }

  @Test
  void previewsComeAtLeastOneEvaluationApart() {
    Path previews = folder.resolve("previews");
    Call.paint(photo, painting, output, "--preview", previews, "--preview-every", 0)
        .failed(2, "--preview-every", "0");
    assertThat(previews).doesNotExist();
  }

  @Test
  void helpAndVersionAreNoErrors() {
    Call help = Call.of("--help");
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .contains(
            "--style",
            "--evaluations",
            "--model",
            "--strength",
            "--preserve-colors",
            "--metanet",
            "--transform-net",
            "stylize code",
            "train",
            "doctor",
            "Exit code");

    assertThat(Call.of("train", "--help").out()).contains("stylize train", "fastnet");
    assertThat(Call.of("train", "fastnet", "--help").out())
        .contains("stylize train fastnet", "--vgg19", "--crop", "--resume", "--checkpoint-every");
    assertThat(Call.of("train", "metanet", "--help").out())
        .contains("stylize train metanet", "--styles", "--preset", "--[no-]flip", "--bfloat16");
    assertThat(Call.of("code", "--help").out()).contains("stylize code", "--metanet", "--name");

    Call version = Call.of("--version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).matches("stylize \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void aFileNameMayHaveAnEqualsSign() throws IOException {
    Path odd = Files.copy(painting, folder.resolve("a=2"));
    StyleConverter converter = new StyleConverter();
    assertThat(converter.convert(odd.toString())).isEqualTo(Style.of(odd));
    assertThat(converter.convert(odd + "=0.5")).isEqualTo(Style.of(odd).weight(0.5));
    assertThat(converter.convert("new=3")).isEqualTo(Style.of("new").weight(3));
  }
}
