package io.github.stylizer.examples.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.examples.RandomNetwork;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.image.ImageFormatException;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program run as a user runs it. */
class ProgramsTest {

  @TempDir Path folder;
  private Path photo;
  private Path painting;
  private Path out;

  @BeforeEach
  void makeFiles() throws IOException {
    photo = NoiseImages.write(folder.resolve("photo.png"), 40, 30);
    painting = NoiseImages.write(folder.resolve("painting.png"), 36, 36);
    out = folder.resolve("out");
  }

  private static BufferedImage read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image).as(file.toString()).isNotNull();
    return image;
  }

  private int[] byLibrary(Path file) throws IOException {
    try (Stylizer stylizer = Stylizer.style(painting)) {
      return PhotoPixels.of(stylizer.apply(read(file)));
    }
  }

  private static String[] arguments(Object... arguments) {
    return Stream.of(arguments).map(Object::toString).toArray(String[]::new);
  }

  @Test
  void onePicture() throws IOException {
    Path painted = folder.resolve("painted.png");
    OnePicture.main(arguments(photo, painting, painted));
    assertThat(PhotoPixels.of(read(painted))).isEqualTo(byLibrary(photo));
  }

  @Test
  void onePictureThatCannotBeReadLeavesNothing() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Path painted = folder.resolve("painted.png");
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> OnePicture.main(arguments(text, painting, painted)))
        .withMessageContaining(text.toString())
        .withCauseInstanceOf(ImageFormatException.class);
    assertThat(folder).isDirectoryNotContaining("glob:**painted*");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aFolderIsPaintedButForWhatIsNoPicture() throws Exception {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 0; i < 5; i++) {
      NoiseImages.write(photos.resolve(i + ".png"), 20 + i, 30);
    }
    Files.writeString(photos.resolve("2.jpg"), "no picture");
    Files.writeString(photos.resolve("notes.txt"), "not looked at");
    assertThatIOException()
        .isThrownBy(() -> FolderInParallel.main(arguments(photos, painting, out)))
        .withMessage("1 of 6 photos were not painted");
    try (Stream<Path> painted = Files.list(out)) {
      assertThat(painted.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("0.png", "1.png", "2.png", "3.png", "4.png");
    }
    for (int i = 0; i < 5; i++) {
      String name = i + ".png";
      assertThat(PhotoPixels.of(read(out.resolve(name))))
          .isEqualTo(byLibrary(photos.resolve(name)));
    }
    Files.delete(photos.resolve("2.jpg"));
    FolderInParallel.main(arguments(photos, painting, out));
  }

  @Test
  void photosAreNotReplaced() throws IOException {
    byte[] before = Files.readAllBytes(photo);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FolderInParallel.main(arguments(folder, painting, folder)))
        .withMessageContaining("choose another");
    assertThat(photo).hasBinaryContent(before);
  }

  @Test
  void aBlendBeginsAndEndsWithItsPaintings() throws IOException {
    Path second = folder.resolve("second.png");
    BufferedImage plain = new BufferedImage(30, 40, BufferedImage.TYPE_INT_RGB);
    plain.setRGB(9, 9, 0xffcc00);
    ImageIO.write(plain, "png", second.toFile());
    StyleBlend.main(arguments(photo, painting, second, out));

    List<int[]> steps = new ArrayList<>();
    for (int step = 0; step <= 4; step++) {
      steps.add(PhotoPixels.of(read(out.resolve("blend-" + step + ".png"))));
    }
    try (Stylizer begin = Stylizer.style(painting);
        Stylizer end = Stylizer.style(second)) {
      assertThat(steps.get(0)).isEqualTo(PhotoPixels.of(begin.apply(read(photo))));
      assertThat(steps.get(4)).isEqualTo(PhotoPixels.of(end.apply(read(photo))));
    }
    for (int step = 1; step <= 4; step++) {
      assertThat(steps.get(step)).isNotEqualTo(steps.get(step - 1));
    }
    assertThat(distance(steps.get(0), steps.get(1)))
        .as("the first step is nearer to the beginning than the last")
        .isLessThan(distance(steps.get(0), steps.get(4)));
  }

  private static long distance(int[] pixels, int[] others) {
    long sum = 0;
    for (int i = 0; i < pixels.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        sum += Math.abs((pixels[i] >> shift & 0xff) - (others[i] >> shift & 0xff));
      }
    }
    return sum;
  }

  @Test
  void framesKeepTheirOrder() throws IOException {
    Path frames = Files.createDirectory(folder.resolve("frames"));
    for (int i = 8; i < 12; i++) {
      NoiseImages.write(frames.resolve(String.format(Locale.ROOT, "%06d.png", i)), 20 + i, 24);
    }
    VideoFrames.main(arguments(frames, painting, out));
    assertThat(out.toFile().list()).hasSize(4);
    for (int i = 8; i < 12; i++) {
      Path name = Path.of(String.format(Locale.ROOT, "%06d.png", i));
      // Of another size than the one before, each is a shot, with statistics of its own.
      int[] expected = byLibrary(frames.resolve(name));
      int[] pixels = PhotoPixels.of(read(out.resolve(name)));
      assertThat(pixels).hasSameSizeAs(expected);
      for (int k = 0; k < pixels.length; k++) {
        assertThat(pixels[k] & 0xff).isCloseTo(expected[k] & 0xff, within(2));
      }
    }
  }

  @Test
  void endlessFramesAreTakenAFewAhead() throws IOException {
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    try (Stylizer style = Stylizer.style(painting)) {
      Stream<BufferedImage> camera =
          Stream.generate(() -> NoiseImages.noise(24, 20 + taken.getAndIncrement(), 1)).parallel();
      try (Stream<BufferedImage> painted =
          VideoFrames.painted(camera.onClose(closed::incrementAndGet), style)) {
        Iterator<BufferedImage> iterator = painted.iterator();
        for (int i = 0; i < 3; i++) {
          assertThat(iterator.next().getHeight()).isEqualTo(20 + i);
          assertThat(taken.get()).isLessThanOrEqualTo(i + 10);
        }
      }
    }
    assertThat(closed).hasValue(1);
  }

  @Test
  void anApplicationIsUsedByManyThreadsUntilItIsClosed() throws Exception {
    byte[] upload = Files.readAllBytes(photo);
    EmbeddedInApplication application = new EmbeddedInApplication(painting);
    int held = NativeArrays.heldBy(application);
    List<byte[]> painted = Concurrently.run(3, () -> application.paint(upload));
    for (byte[] png : painted) {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
      assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(1024, 768);
      assertThat(png).isEqualTo(painted.get(0));
    }
    byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
    assertThatExceptionOfType(ImageFormatException.class)
        .isThrownBy(() -> application.paint(text))
        .withMessageContaining("the upload");
    assertThat(held).isPositive();
    assertThat(NativeArrays.heldBy(application)).isEqualTo(held);
    application.close();
    assertThat(NativeArrays.heldBy(application)).isZero();
    assertThatIllegalStateException().isThrownBy(() -> application.paint(upload));
    EmbeddedInApplication.main(arguments(painting, photo, photo));
  }

  @Test
  void djlLoadsAFolder() throws Exception {
    Path model = Files.createDirectory(folder.resolve("model"));
    Path network = RandomNetwork.write(model.resolve("network.safetensors"));
    Files.writeString(
        model.resolve("serving.properties"),
        """
        engine=PyTorch
        option.hasParameter=false
        blockFactory=io.github.stylizer.fastnet.FastNetBlockFactory
        translatorFactory=io.github.stylizer.djl.StyleTranslatorFactory
        """);
    Path painted = folder.resolve("painted.png");
    DjlModel.main(arguments(photo, model, painted));
    int[] expected;
    try (Stylizer stylizer = Stylizer.owning(FastNet.load(network))) {
      expected = PhotoPixels.of(stylizer.apply(read(photo)));
    }
    assertThat(distance(PhotoPixels.of(read(painted)), expected))
        .as("values that are rounded the other way")
        .isLessThan(expected.length * 3L / 100);
  }
}
