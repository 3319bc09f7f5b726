package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Painting all photos of a folder. */
class FolderTest {

  @TempDir static Path sharedFolder;
  private static Path model;

  @TempDir Path folder;
  private Path photos;
  private Path output;

  @BeforeAll
  static void makeModel() throws IOException {
    model = RandomNetwork.write(sharedFolder.resolve("network.safetensors"));
  }

  @BeforeEach
  void makeFolders() throws IOException {
    photos = Files.createDirectory(folder.resolve("photos"));
    output = folder.resolve("deep/out");
  }

  private Call paint(Object... options) {
    Object[] all = Stream.concat(Stream.of(photos, "--model", model), Stream.of(options)).toArray();
    return Call.of(all);
  }

  private static void write(Path file, String format) throws IOException {
    ImageIO.write(NoiseImages.noise(40, 30, 1), format, file.toFile());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void paintsEveryPictureAndLeavesTheRest() throws IOException {
    write(photos.resolve("a.png"), "png");
    write(photos.resolve("b.JPG"), "jpg");
    write(photos.resolve("c.d.gif"), "gif");
    write(photos.resolve("noending"), "png");
    write(photos.resolve(".hidden.png"), "png");
    Files.writeString(photos.resolve("notes.txt"), "not a picture");
    write(Files.createDirectory(photos.resolve("sub")).resolve("e.png"), "png");

    Call call = paint("-o", output, "--size", 32);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines().toList())
        .last()
        .asString()
        .contains("4 of 4", output.toString(), "1 other file");
    assertThat(names(output)).containsExactly("a.png", "b.JPG", "c.d.png", "noending.png");
    for (String name : names(output)) {
      BufferedImage painted = ImageIO.read(output.resolve(name).toFile());
      assertThat(painted.getWidth()).as(name).isEqualTo(32);
      assertThat(painted.getHeight()).as(name).isEqualTo(24);
    }
  }

  @Test
  void theFolderOfPicturesMayLieInThatOfThePhotos() throws IOException {
    write(photos.resolve("a.png"), "png");
    Path inside = photos.resolve("painted");
    for (int run = 0; run < 2; run++) {
      Call call = paint("-o", inside);
      assertThat(call.code()).as(call.err()).isZero();
    }
    assertThat(names(inside)).containsExactly("a.png");
    assertThat(names(photos)).containsExactly("a.png", "painted");
  }

  @Test
  void paintsInTheStyleOfAPaintingToo() throws IOException {
    write(photos.resolve("a.png"), "png");
    write(photos.resolve("b.png"), "png");
    Path vgg = RandomVgg19.write(folder.resolve("vgg19.safetensors"));
    Path painting = NoiseImages.write(folder.resolve("painting.png"), 40, 40);
    Call call = Call.paint(photos, painting, output, "--vgg19", vgg, "--evaluations", 2);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(names(output)).containsExactly("a.png", "b.png");
  }

  @Test
  void photosOfUnsupportedFormatsFailAndAreNamed() throws IOException {
    write(photos.resolve("good.png"), "png");
    byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(photos.resolve("phone.HEIC"), heic);
    Files.write(photos.resolve("without ending"), heic);
    Files.write(photos.resolve("camera.nef"), new byte[100]);
    Call call = paint("-o", output);
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err()).contains("phone.HEIC", "HEIC", "without ending", "camera.nef");
    assertThat(call.err().lines().toList()).last().asString().contains("1 of 4", "3 failed");
    assertThat(names(output)).containsExactly("good.png");
  }

  @Test
  void photosThatFailAreListedAtTheEnd() throws IOException {
    Path broken = Files.writeString(photos.resolve("broken.jpg"), "no images");
    Path tiny = NoiseImages.write(photos.resolve("dot.png"), 1, 1);
    write(photos.resolve("good.png"), "png");

    Call call = paint("-o", output);
    assertThat(call.code()).isEqualTo(1);
    List<String> lines = call.err().lines().toList();
    assertThat(lines).allMatch(line -> line.startsWith("stylize: "));
    List<String> end = lines.subList(lines.size() - 3, lines.size());
    assertThat(end.get(0)).contains(broken.toString());
    assertThat(end.get(1)).contains(tiny.toString(), "1x1");
    assertThat(end.get(2)).contains("1 of 3", "2 failed");
    assertThat(names(output)).containsExactly("good.png");

    Call verbose = paint("-o", output, "--verbose");
    assertThat(verbose.code()).isEqualTo(1);
    assertThat(verbose.err()).contains("\tat io.github.stylizer");
  }

  @Test
  void twoPhotosDoNotBecomeOnePicture() throws IOException {
    write(photos.resolve("a.gif"), "gif");
    write(photos.resolve("A.png"), "png");
    paint("-o", output).failed(1, "a.gif", "A.png", "rename");
    assertThat(output).doesNotExist();
  }

  @Test
  void nothingThatIsReadIsOverwritten() throws IOException {
    write(photos.resolve("a.png"), "png");
    byte[] before = Files.readAllBytes(photos.resolve("a.png"));
    paint("-o", photos.resolve("../photos")).failed(1, "folder of the photos");

    Files.createDirectories(output);
    Path painting = NoiseImages.write(output.resolve("a.png"), 40, 40);
    Call.paint(photos, painting, output).failed(1, painting.toString(), "overwrite");

    Files.delete(painting);
    Files.createSymbolicLink(painting, photos.resolve("a.png"));
    paint("-o", output).failed(1, painting.toString(), "overwrite");

    Files.delete(painting);
    Files.createLink(painting, photos.resolve("a.png"));
    paint("-o", output).failed(1, painting.toString(), "overwrite");
    assertThat(photos.resolve("a.png")).hasBinaryContent(before);
  }

  /** The second name of a photo that is painted to another file. */
  @Test
  void nothingThatIsReadIsOverwrittenByThePictureOfAnotherPhoto() throws IOException {
    write(photos.resolve("a.png"), "png");
    write(photos.resolve("b.png"), "png");
    byte[] before = Files.readAllBytes(photos.resolve("b.png"));
    Files.createLink(Files.createDirectories(output).resolve("a.png"), photos.resolve("b.png"));
    paint("-o", output).failed(1, output.resolve("a.png").toString(), "overwrite");
    assertThat(photos.resolve("b.png")).hasBinaryContent(before);
    assertThat(names(output)).containsExactly("a.png");
  }

  @Test
  void whatCannotBeReplacedIsSaidBefore() throws Exception {
    write(photos.resolve("a.png"), "png");
    write(photos.resolve("b.png"), "png");
    Path pipe = Files.createDirectories(output).resolve("b.png");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    paint("-o", output).failed(1, pipe.toString(), "is a device or a pipe");
    assertThat(names(output)).as("nothing was painted").containsExactly("b.png");
  }

  @Test
  void theOutputHasToBeAFolder() throws IOException {
    write(photos.resolve("a.png"), "png");
    Path file = Files.writeString(folder.resolve("file"), "");
    paint("-o", file).failed(1, "file is a file");
    paint("-o", folder.resolve("out.png")).failed(1, "out.png is the name of an image");
    paint("-o", file.resolve("in")).failed(1, "cannot be created", "-o");
    Files.createDirectories(output.resolve("a.png"));
    paint("-o", output).failed(1, "a.png is a directory");
  }

  @Test
  void aFolderWithoutPicturesIsRefused() throws IOException {
    paint("-o", output).failed(1, photos.toString(), "no images");
    Files.writeString(photos.resolve("notes.txt"), "not a picture");
    paint("-o", output).failed(1, photos.toString(), "no images");
    assertThat(output).doesNotExist();
  }

  @Test
  void previewsAreForOnePhoto() throws IOException {
    write(photos.resolve("a.png"), "png");
    paint("-o", output, "--preview", folder.resolve("previews")).failed(2, "--preview");
    assertThat(folder.resolve("previews")).doesNotExist();
  }
}
