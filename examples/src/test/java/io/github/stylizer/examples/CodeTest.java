package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.stylizer.StyleCode;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeping paintings as style codes. */
class CodeTest {

  @TempDir static Path sharedFolder;
  private static Path painting;
  private static Path other;
  private static Path vgg;
  private static Path network;

  @TempDir Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    painting = NoiseImages.write(sharedFolder.resolve("sea.of.ice.png"), 36, 36);
    other = NoiseImages.write(sharedFolder.resolve("other.png"), 30, 40);
    vgg = RandomVgg19.write(sharedFolder.resolve("vgg19.safetensors"));
    network = RandomMetaNet.write(sharedFolder.resolve("metanet.safetensors"), 3);
  }

  private static Call code(Object... arguments) {
    Stream<Object> line = Stream.of("code", "--metanet", network, "--vgg19", vgg);
    return Call.of(Stream.concat(line, Stream.of(arguments)).toArray());
  }

  /** What the library keeps of the painting. */
  private StyleCode expected() throws IOException {
    Path kept = folder.resolve("kept");
    try (Vgg extractor = Vgg.builder(VggVariant.VGG19).weights(vgg).build();
        MetaNet metaNet = MetaNet.load(network, extractor)) {
      metaNet.code(ImageIO.read(painting.toFile())).named("sea.of.ice").save(kept);
    }
    return StyleCode.load(kept);
  }

  @Test
  void oneIsWrittenIntoAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("ice.style"), "older");
    Call call = code(painting, "-o", file);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).isEqualTo("stylize: wrote " + file + System.lineSeparator());
    assertThat(StyleCode.load(file)).isEqualTo(expected());
    assertThat(Files.size(file)).isLessThan(4096);

    assertThat(code(painting, "-o", file, "--name", "The Sea of Ice").code()).isZero();
    assertThat(StyleCode.load(file)).isEqualTo(expected().named("The Sea of Ice"));
  }

  @Test
  void severalAreWrittenIntoAFolder() throws IOException {
    Path codes = folder.resolve("new/codes");
    Call call = code(painting, other, "-o", codes);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).contains("2 of 2", codes.toString());
    assertThat(StyleCode.load(codes.resolve("sea.of.ice.style"))).isEqualTo(expected());
    assertThat(StyleCode.load(codes.resolve("other.style")).name()).isEqualTo("other");

    Path made = Files.createDirectory(folder.resolve("made"));
    assertThat(code(painting, "-o", made).code()).isZero();
    assertThat(made.resolve("sea.of.ice.style")).exists();
  }

  @Test
  void whatCannotBeDoneIsSaidBefore() throws IOException {
    Path none = folder.resolve("none");
    code("-o", none).failed(2, "PAINTING", "stylize code --help");
    code(painting).failed(2, "--output");
    Call.of("code", painting, "-o", none, "--vgg", vgg).failed(2, "--vgg needs --metanet");
    code(painting, other, "-o", none, "--name", "both").failed(2, "--name");
    code(painting, "-o", none, "--vgg", vgg).failed(2, "--vgg and --vgg19");
    code(painting, "-o", none, "--name", "two\nlines").failed(1, "one line", "two lines");
    code(painting, painting, "-o", none).failed(1, "both be written to");
    code(painting, "-o", none.resolve("file")).failed(1, "the folder " + none + " does not exist");
    code(painting, "-o", painting).failed(1, painting.toString(), "overwrite");
    code(painting, "-o", network).failed(1, network.toString(), "overwrite");
    Path second = Files.createLink(folder.resolve("second.style"), painting);
    code(painting, "-o", second).failed(1, second.toString(), "overwrite");
    code(painting, other, "-o", other).failed(1, "cannot be created");
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    code(painting, text, "-o", none).failed(1, text.toString());
    Path missing = folder.resolve("missing.png");
    code(missing, "-o", none).failed(1, missing.toString());
    Call.of("code", painting, "-o", none, "--metanet", vgg).failed(1, "not a MetaNet");
    assertThat(none).doesNotExist();
  }

  @Test
  void aTargetThatCannotBeReplacedIsNamedBeforeAnyWork() throws IOException {
    Path device = Path.of("/dev/null");
    assumeThat(device).as("a device").exists();
    Path link = Files.createSymbolicLink(folder.resolve("x.style"), device);
    // The network, which is none, is read later.
    Call.of("code", painting, "-o", link, "--metanet", vgg)
        .failed(1, link.toString(), "is a device or a pipe");
    Path pipes = Files.createDirectory(folder.resolve("pipes"));
    Files.createSymbolicLink(pipes.resolve("other.style"), device);
    Call.of("code", painting, other, "-o", pipes, "--metanet", vgg)
        .failed(1, "other.style", "is a device or a pipe");
    assertThat(pipes).isDirectoryNotContaining("glob:**sea*");
  }
}
