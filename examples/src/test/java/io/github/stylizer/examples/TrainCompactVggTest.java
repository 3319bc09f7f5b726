package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real, very short trainings with a VGG that has learned nothing. */
class TrainCompactVggTest {

  @TempDir static Path sharedFolder;
  private static Path pictures;
  private static Path vgg;

  @TempDir Path folder;
  private Path out;

  @BeforeAll
  static void makeFiles() throws IOException {
    pictures = Files.createDirectory(sharedFolder.resolve("pictures"));
    NoiseImages.write(pictures.resolve("a.png"), 40, 48);
    NoiseImages.write(pictures.resolve("b.png"), 48, 40);
    vgg = RandomVgg19.write(sharedFolder.resolve("vgg19.safetensors"));
  }

  @BeforeEach
  void chooseOut() {
    out = folder.resolve("training");
  }

  private Call train(Path teacher, Object... options) {
    Stream<Object> line =
        Stream.of(
            "train",
            "compact-vgg",
            "--content",
            pictures,
            "--styles",
            pictures,
            "--out",
            out,
            "--vgg19",
            teacher,
            "--size=32",
            "--batch=1");
    return Call.of(Stream.concat(line, Stream.of(options)).toArray());
  }

  @Test
  void trainsANetworkToPaintWith() throws IOException {
    Call call = train(vgg, "--steps=2", "--widths=2,3,4,5");
    assertThat(call.code()).as(call.err()).isZero();
    Path network = out.resolve("compact-vgg.safetensors");
    assertThat(call.err()).contains("maps", "moments", "2 steps", network.toString());
    Call more = train(vgg, "--steps=3", "--widths=2,3,4,5", "--resume");
    assertThat(more.code()).as(more.err()).isZero();
    try (FeatureExtractor compact = Vgg.compact(network)) {
      assertThat(compact.channels("relu4_1")).isEqualTo(512);
    }
    Path photo = pictures.resolve("a.png");
    Path painted = folder.resolve("painted.png");
    Call paint =
        Call.paint(
            photo, pictures.resolve("b.png"), painted, "--vgg19", network, "--evaluations=2");
    assertThat(paint.code()).as(paint.err()).isZero();
    assertThat(ImageIO.read(painted.toFile()).getWidth()).isEqualTo(40);
    Call.paint(photo, photo, painted, "--vgg19", network, "--pooling=average", "--evaluations=2")
        .failed(1, "the compact VGG has no average pooling");
  }

  @Test
  void trainsFurther() throws IOException {
    assertThat(train(vgg, "--steps=1", "--widths=2,3,4,5").code()).isZero();
    Path first = out.resolve("compact-vgg.safetensors");
    out = folder.resolve("further");
    Call further = train(vgg, "--steps=1", "--initial", first);
    assertThat(further.code()).as(further.err()).isZero();
    assertThat(out.resolve("compact-vgg.safetensors")).exists();
  }

  @Test
  void whatCannotBeUsedIsRefusedBeforeAnythingLong() {
    train(vgg, "--photo", pictures.resolve("a.png")).failed(2, "--photo");
    train(vgg, "--widths=2,3,4").failed(2, "the widths must be 4 numbers from 1 to 512");
    train(pictures.resolve("missing.safetensors")).failed(1, "missing.safetensors");
    assertThat(out).doesNotExist();
  }
}
