package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.fastnet.FastNet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Painting with a trained network. */
class ModelTest {

  @TempDir Path folder;
  private Path photo;
  private Path model;
  private Path output;

  @BeforeEach
  void makeFiles() throws IOException {
    photo = NoiseImages.write(folder.resolve("photo.png"), 62, 45);
    model = RandomNetwork.write(folder.resolve("network.safetensors"));
    output = folder.resolve("out.png");
  }

  @Test
  void paintsWhatTheLibraryPaints() throws IOException {
    Call call = Call.of(photo, "--model", model, "-o", output);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).contains(output.toString(), "62x45");

    BufferedImage expected;
    try (TransformModel network = FastNet.load(model);
        Stylizer stylizer = Stylizer.style(network)) {
      expected = stylizer.apply(ImageIO.read(photo.toFile()));
    }
    BufferedImage painted = ImageIO.read(output.toFile());
    assertThat(painted.getRGB(0, 0, 62, 45, null, 0, 62))
        .isEqualTo(expected.getRGB(0, 0, 62, 45, null, 0, 62));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "100"})
  void onePassShowsNoProgress(String columns) {
    System.setProperty(ProgressDisplay.COLUMNS_PROPERTY, columns);
    try {
      Call call = Call.of(photo, "--model", model, "-o", output);
      assertThat(call.err().lines()).singleElement().asString().startsWith("stylize: wrote ");
    } finally {
      System.clearProperty(ProgressDisplay.COLUMNS_PROPERTY);
    }
  }

  @Test
  void takesASize() throws IOException {
    Call call = Call.of(photo, "--model", model, "-o", output, "--size", 31);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(ImageIO.read(output.toFile()).getWidth()).isEqualTo(31);
  }

  @Test
  void aFileThatIsNoNetworkIsRefused() throws IOException {
    Path missing = folder.resolve("missing.pth");
    Call.of(photo, "--model", missing, "-o", output).failed(1, missing.toString());
    Path text = Files.writeString(folder.resolve("text.pth"), "not a network");
    Call.of(photo, "--model", text, "-o", output).failed(1, text.toString());
    Path other = RandomVgg19.write(folder.resolve("vgg19.safetensors"));
    Call.of(photo, "--model", other, "-o", output).failed(1, other.toString(), "network");
    assertThat(output).doesNotExist();
  }

  @Test
  void theNetworkIsNotOverwritten() throws IOException {
    Path odd = Files.copy(model, folder.resolve("network.png"));
    Call.of(photo, "--model", odd, "-o", odd).failed(1, "overwrite");
    assertThat(odd).hasSameBinaryContentAs(model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--style=a.png", "--method=fastnet", "--evaluations=5", "--vgg=a.pth"})
  void paintingsAndTheirMethodsAreForOthers(String option) {
    String name = option.replaceFirst("=.*", "");
    boolean isGatys = name.equals("--evaluations") || name.equals("--vgg");
    Call.of(photo, "--model", model, "-o", output, option)
        .failed(2, "--model", isGatys ? "gatys" : name);
    assertThat(output).doesNotExist();
  }

  @Test
  void aPaintingNeedsTrainingFirst() throws IOException {
    Path painting = NoiseImages.write(folder.resolve("painting.png"), 40, 40);
    Call.paint(photo, painting, output, "--method=fastnet").failed(1, "train fastnet");
  }
}
