package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file that cannot be used ends the command before it has written anything. */
class UnusableFilesTest {

  @TempDir Path folder;
  private Path photo;
  private Path painting;
  private Path text;
  private Path output;
  private List<Path> before;

  @BeforeEach
  void makeFiles() throws IOException {
    photo = NoiseImages.write(folder.resolve("photo.png"), 48, 40);
    painting = NoiseImages.write(folder.resolve("painting.png"), 40, 48);
    text = Files.writeString(folder.resolve("text.jpg"), "not a picture\n");
    output = folder.resolve("out.png");
    before = listing();
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(listing()).containsExactlyInAnyOrderElementsOf(before);
  }

  private List<Path> listing() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void missingPhoto() {
    Path missing = folder.resolve("missing.jpg");
    Call.paint(missing, painting, output).failed(1, missing.toString());
  }

  @Test
  void directoryAsPhoto() {
    Call.paint(folder, painting, output).failed(1, folder.toString());
  }

  @Test
  void textAsPhotoAndAsPainting() {
    Call.paint(text, painting, output).failed(1, text.toString(), "PSD or PCX");
    Call.paint(photo, text, output).failed(1, text.toString());
  }

  @Test
  void unknownStyle() {
    Path unknown = folder.resolve("starry-nite");
    Call.paint(photo, unknown, output).failed(1, unknown.toString(), "no such file");
    Call.paint(photo, unknown, output, "--style", painting).failed(1, "no such file");
    Call.of(photo, "--style=stary-nigt", "-o", output).failed(1, "did you mean starry-night?");
    Call.of(photo, "--style=Great Wave", "-o", output).failed(1, "did you mean great-wave?");
    assertThat(Call.of(photo, "--style=painting.jpg", "-o", output).err()).doesNotContain("mean");
    Call.paint(photo, unknown, output, "--method=gatys").failed(1, "known styles");
  }

  @Test
  void outputWithoutAKnownEnding() {
    Call.paint(photo, painting, folder.resolve("out.xyz")).failed(1, "out.xyz", ".png");
    Call.paint(photo, painting, folder.resolve("out")).failed(1, ".png");
  }

  @Test
  void outputInAMissingFolder() {
    Path missing = folder.resolve("no");
    // The painting cannot be read either, which shows only later.
    Call.paint(photo, text, missing.resolve("out.png"))
        .failed(1, "the folder " + missing + " does not exist");
    Call.paint(photo, text, photo.resolve("out.png")).failed(1, photo + " is not a folder");
  }

  @Test
  void outputThatIsADevice() throws IOException {
    Path device = Path.of("/dev/null");
    assumeThat(device).as("a device").exists();
    Path link = Files.createSymbolicLink(output, device);
    before = listing();
    Call.paint(photo, text, link).failed(1, "out.png", "is a device or a pipe");
    Call.of("styles", "--sheet", link, "--photo", text)
        .failed(1, "out.png", "is a device or a pipe");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void outputThatIsReadOnly() throws IOException {
    Files.writeString(output, "kept");
    before = listing();
    assumeThat(output.toFile().setReadOnly()).isTrue();
    // Whoever may do everything, such as root, is not stopped.
    assumeThat(Files.isWritable(output)).as("permissions count").isFalse();
    Call.paint(photo, text, output).failed(1, "out.png", "is read-only");
    assertThat(output).hasContent("kept");
  }

  @Test
  void previewsOverAnInput() throws IOException {
    Path previews = Files.createDirectory(folder.resolve("previews"));
    Path preview = NoiseImages.write(previews.resolve("preview-0001.png"), 48, 40);
    byte[] content = Files.readAllBytes(preview);
    before = listing();
    Call.paint(preview, painting, output, "--preview", previews)
        .failed(1, "overwrite", preview.toString(), "--preview");
    Path other = Files.createLink(previews.resolve("preview-0012.png"), painting);
    Call.paint(photo, painting, output, "--preview", previews)
        .failed(1, "overwrite", painting.toString(), "--preview");
    assertThat(preview).hasBinaryContent(content);
    assertThat(other).hasSameBinaryContentAs(painting);
  }

  @Test
  void previewsThatCannotBeWritten() throws IOException {
    Call.paint(photo, text, output, "--preview", photo).failed(1, "cannot be created");
    Path previews = Files.createDirectory(folder.resolve("previews"));
    Path device = Path.of("/dev/null");
    assumeThat(device).as("a device").exists();
    Files.createSymbolicLink(previews.resolve("preview-0001.png"), device);
    before = listing();
    Call.paint(photo, text, output, "--preview", previews)
        .failed(1, "preview-0001.png", "is a device or a pipe");
  }

  @Test
  void outputOverAnInput() throws IOException {
    Call.paint(photo, painting, photo).failed(1, "overwrite", "photo.png");
    Path detour = folder.resolve("../" + folder.getFileName() + "/painting.png");
    Call.paint(photo, painting, detour).failed(1, "overwrite", "painting.png");
    assertThat(Files.size(photo)).isPositive();
  }

  @Test
  void weightsThatAreNone() {
    Call.paint(photo, painting, output, "--vgg", text).failed(1, text.toString());
    Call.paint(photo, painting, output, "--vgg19", photo).failed(1, photo.toString());
    Path missing = folder.resolve("vgg.pth");
    Call.paint(photo, painting, output, "--vgg", missing).failed(1, missing.toString());
  }

  @Test
  void pictureToStartFrom() {
    Call.paint(photo, painting, output, "--start", text).failed(1, text.toString());
    Path missing = folder.resolve("start.png");
    Call.paint(photo, painting, output, "--start", missing).failed(1, missing.toString());
  }

  @Test
  void theTraceIsShownOnlyOnDemand() {
    Call call = Call.paint(text, painting, output, "--verbose");
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err()).contains("\tat io.github.stylizer");
  }
}
