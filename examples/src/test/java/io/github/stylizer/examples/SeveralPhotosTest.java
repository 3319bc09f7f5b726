package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several photos on the command line, as a shell makes them of a pattern. */
class SeveralPhotosTest {

  @TempDir static Path sharedFolder;
  private static Path model;

  @TempDir Path folder;
  private Path output;
  private Path a;
  private Path b;

  @BeforeAll
  static void makeModel() throws IOException {
    model = RandomNetwork.write(sharedFolder.resolve("network.safetensors"));
  }

  @BeforeEach
  void makePhotos() throws IOException {
    output = folder.resolve("deep/out");
    a = NoiseImages.write(folder.resolve("a.png"), 40, 30);
    b = NoiseImages.write(folder.resolve("b.png"), 40, 30);
  }

  private Call paint(Object... photosAndOptions) {
    Object[] style = {"--model", model, "--size", 24};
    return Call.of(Stream.concat(Stream.of(photosAndOptions), Stream.of(style)).toArray());
  }

  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertDone(Call call, String summary) {
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines().toList()).last().asString().contains(summary);
  }

  @Test
  void photosAndFoldersArePaintedIntoAFolder() throws IOException {
    Path album = Files.createDirectory(folder.resolve("album"));
    NoiseImages.write(album.resolve("c.png"), 40, 30);
    Files.writeString(album.resolve("notes.txt"), "not a picture");
    Call call = paint(a, album, b, "-o", output);
    assertDone(call, "wrote 3 of 3 images to " + output);
    assertThat(call.err()).contains("1 other file");
    assertThat(written()).containsExactly("a.png", "b.png", "c.png");
  }

  @Test
  void hundredsOfPhotosArePainted() throws IOException {
    List<Object> arguments = new ArrayList<>();
    byte[] photo = Files.readAllBytes(NoiseImages.write(folder.resolve("p.png"), 8, 8));
    for (int i = 0; i < 300; i++) {
      arguments.add(Files.write(folder.resolve("photo" + i + ".png"), photo));
    }
    arguments.addAll(List.of("-o", output));
    assertDone(paint(arguments.toArray()), "300 of 300");
    assertThat(written()).hasSize(300);
  }

  @Test
  void onePhotoIsPaintedIntoAFolderTooIfTheOutputIsOne() throws IOException {
    assertDone(paint(a, "-o", output + "/"), "1 of 1");
    assertDone(paint(b, "-o", output), "1 of 1");
    assertThat(written()).containsExactly("a.png", "b.png");
  }

  @Test
  void photosThatFailDoNotStopTheOthers() throws IOException {
    Path broken = Files.writeString(folder.resolve("0.jpg"), "no image");
    Path missing = folder.resolve("missing.png");
    byte[] heading = {0, 0, 0, 20, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 2, 0};
    Path film = Files.write(folder.resolve("clip.mp4"), heading);
    Call call = paint(broken, a, missing, film, b, "-o", output);
    assertThat(call.code()).isEqualTo(1);
    List<String> lines = call.err().lines().toList();
    List<String> end = lines.subList(lines.size() - 4, lines.size());
    assertThat(end.get(0)).startsWith("stylize: " + broken);
    assertThat(end.get(1)).isEqualTo("stylize: " + missing + ": no such file");
    assertThat(end.get(2)).isEqualTo("stylize: " + film + ": is a film: paint it by itself");
    assertThat(end.get(3)).contains("2 of 5", "3 failed");
    assertThat(written()).containsExactly("a.png", "b.png");
  }

  /** JPEG has 8 bits. */
  @Test
  void withSixteenBitsOtherFormatsBecomePng() throws IOException {
    Path jpeg = folder.resolve("j.jpg");
    ImageIO.write(NoiseImages.noise(40, 30, 1), "jpg", jpeg.toFile());
    assertDone(paint(a, jpeg, "-o", output, "--depth", 16), "2 of 2");
    assertThat(written()).containsExactly("a.png", "j.png");
    for (String name : written()) {
      BufferedImage painted = ImageIO.read(output.resolve(name).toFile());
      assertThat(painted.getColorModel().getComponentSize()).containsExactly(16, 16, 16);
    }
    paint(a, "-o", folder.resolve("x.jpg"), "--depth", 16).failed(2, "x.jpg", "write PNG or TIFF");
    paint(a, "-o", folder.resolve("x.png"), "--depth", 12).failed(2, "--depth", "12");
  }

  @Test
  void nothingIsPaintedIfTwoPhotosWouldBecomeOnePicture() throws IOException {
    Path album = Files.createDirectory(folder.resolve("album"));
    Path other = NoiseImages.write(album.resolve("A.png"), 40, 30);
    paint(a, other, "-o", output).failed(1, a.toString(), other.toString(), "rename");
    paint(a, album, "-o", output).failed(1, a.toString(), other.toString(), "rename");
    assertThat(output).doesNotExist();
  }

  @Test
  void aPhotoThatIsGivenTwiceIsPaintedOnce() {
    Path again = folder.resolve("deep/../a.png");
    assertDone(paint(a, again, b, a, "-o", output), "2 of 2");
  }

  @Test
  void noPhotoIsReplaced() throws IOException {
    byte[] before = Files.readAllBytes(a);
    paint(a, b, "-o", folder).failed(1, a.toString(), "would overwrite", "-o");
    assertThat(a).hasBinaryContent(before);
  }

  @Test
  void theOutputIsAFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    paint(a, b, "-o", file).failed(1, "2 photos are given: give a folder");
    for (String name : List.of("out.jpg", "out.webp", "out.gif")) {
      paint(a, b, "-o", folder.resolve(name)).failed(1, name, "2 photos are given: give a folder");
      assertThat(folder.resolve(name)).doesNotExist();
    }
  }

  @Test
  void whatIsForOnePhotoIsRefused() {
    paint(a, b, "-o", output, "--preview", folder.resolve("previews")).failed(2, "--preview", "2");
    paint(a, "-", "-o", output).failed(2, "- stands for a single photo");
    paint(a, b, "-o", "-").failed(2, "- stands for a single photo");
    paint(a, "", "-o", output).failed(2, "missing photo");
    paint(folder.resolve("x"), folder.resolve("y"), "-o", output).failed(1, "x: no such file");
    assertThat(output).doesNotExist();
  }
}
