package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import com.sun.management.ThreadMXBean;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StylizerFilesTest {
  @TempDir Path directory;
  private final RecordingMethod method = new RecordingMethod();
  private Path photo;
  private Path painted;

  @BeforeEach
  void writePhoto() throws IOException {
    photo = picture("photo.png", 20);
    painted = directory.resolve("painted.png");
  }

  private Path picture(String name, int width) throws IOException {
    Path file = directory.resolve(name);
    ImageEncoder.standard().write(PhotoPixels.drawn(width, 12), file);
    return file;
  }

  @Test
  void filesInAndOut() throws IOException {
    Stylizer.style(photo).with(method).size(10).apply(photo, painted);
    BufferedImage result = ImageDecoder.standard().read(painted);
    assertThat(List.of(result.getWidth(), result.getHeight())).containsExactly(10, 6);
  }

  @Test
  void nothingIsWrittenWhenPaintingFails() throws IOException {
    Stylizer closed = Stylizer.style(new InvertingModel());
    closed.close();
    Files.writeString(painted, "what was there before");
    Set<String> before = names();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> closed.apply(photo, painted));
    assertThat(painted).hasContent("what was there before");
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void nothingIsWrittenWhenThePhotoCannotBeRead() throws IOException {
    Stylizer stylizer = Stylizer.style(photo).with(method);
    Path missing = directory.resolve("missing.png");
    Set<String> before = names();
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> stylizer.apply(missing, painted))
        .withMessage(missing + ": no such file")
        .withCauseInstanceOf(NoSuchFileException.class);
    assertThat(names()).isEqualTo(before);
    assertThat(method.prepared).isEmpty();
  }

  @Test
  void whatIsReadIsNotReplaced() throws IOException {
    Path painting = picture("painting.png", 30);
    Path link = Files.createSymbolicLink(directory.resolve("link.png"), photo);
    Path second = Files.createLink(directory.resolve("second.png"), photo);
    byte[] before = Files.readAllBytes(photo);
    Stylizer stylizer = Stylizer.style(painting).with(method);
    for (Path target : List.of(photo, link, second, directory.resolve("./photo.png"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stylizer.apply(photo, target))
          .withMessage(target + ": would replace " + photo + ", which is read; use another file");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> stylizer.apply(photo, painting));
    assertThat(Files.readAllBytes(photo)).isEqualTo(before);
    assertThat(method.prepared).isEmpty();
  }

  @Test
  void aTargetThatCannotBeWrittenIsRefusedBeforeAnyWork() throws IOException {
    Stylizer stylizer = Stylizer.style(photo).with(method);
    Path nowhere = directory.resolve("missing").resolve("painted.png");
    Path folder = Files.createDirectory(directory.resolve("folder.png"));
    Set<String> before = names();
    for (Path target : List.of(nowhere, folder)) {
      assertThatExceptionOfType(StylizerException.class)
          .isThrownBy(() -> stylizer.apply(photo, target))
          .withMessageContaining(target.toString())
          .withCauseInstanceOf(IOException.class);
    }
    assertThat(method.prepared).isEmpty();
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void aFileIsPaintedAsItsImageIs() throws IOException {
    Path large = directory.resolve("large.png");
    ImageEncoder.standard().write(PhotoPixels.drawn(900, 700), large);
    Stylizer stylizer = Stylizer.style(photo).with(method).size(100);
    BufferedImage result = stylizer.apply(large);
    assertThat(result.getWidth()).isEqualTo(100);
    assertThat(PhotoPixels.of(stylizer.apply(photo)))
        .isEqualTo(PhotoPixels.of(stylizer.apply(ImageDecoder.standard().read(photo))));
  }

  @Test
  void aSizeBoundsWhatIsReadAndPainted() throws IOException {
    Path large = directory.resolve("large.png");
    BufferedImage gray = new BufferedImage(6000, 4000, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(gray, "png", large.toFile());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Stylizer stylizer = Stylizer.style(new InvertingModel());
    for (Stylizer sized : List.of(stylizer.size(64), stylizer.maxSize(64))) {
      sized.apply(photo);
      long before = threads.getCurrentThreadAllocatedBytes();
      BufferedImage result = sized.apply(large);
      // All pixels are 24 MB in gray, and 96 MB in RGB.
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(40 << 20);
      assertThat(List.of(result.getWidth(), result.getHeight())).containsExactly(64, 43);
    }
  }

  @Test
  void aResultThatIsNotFiniteNamesTheNetworkAndThePhoto() throws IOException {
    StyleModel overflowing =
        new StyleModel() {
          @Override
          public NDArray stylize(NDArray content, ProgressListener listener) {
            return content.mul(Float.MAX_VALUE).mul(Float.MAX_VALUE);
          }

          @Override
          public void close() {}

          @Override
          public String toString() {
            return "network huge.safetensors";
          }
        };
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> Stylizer.style(overflowing).apply(photo, painted))
        .withMessageStartingWith(photo + ": painting in the style ")
        .withMessageContaining("network huge.safetensors")
        .withMessageContaining("not finite")
        .withNoCause();
    assertThat(painted).doesNotExist();
  }

  @Test
  void theEndingIsCheckedBeforeAnyWork() throws IOException {
    Stylizer stylizer = Stylizer.style(photo).with(method);
    Path missing = directory.resolve("missing.png");
    Path gif = directory.resolve("painted.gif");
    Set<String> before = names();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.apply(missing, gif))
        .withMessageContaining("painted.gif");
    assertThat(names()).isEqualTo(before);
    assertThat(method.prepared).isEmpty();
  }

  @Test
  void aMissingPaintingIsReportedOnFirstUse() throws IOException {
    Stylizer stylizer = Stylizer.style(directory.resolve("missing.png")).with(method);
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> stylizer.apply(PhotoPixels.drawn(20, 12)))
        .withMessageContaining("missing.png");
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> stylizer.apply(photo, painted))
        .withMessageContaining("missing.png");
    assertThat(painted).doesNotExist();
    picture("missing.png", 9);
    stylizer.apply(photo, painted);
    assertThat(painted).as("a failure is not kept").exists();
  }

  @Test
  void aBlendKeepsTheOrderInWhichItsStylesAreGiven() throws IOException {
    Path third = picture("c.png", 13);
    Path first = picture("a.png", 11);
    BufferedImage second = PhotoPixels.drawn(12, 12);
    Stylizer.blend(Style.of(third).weight(3), Style.of(second).weight(2), Style.of(first))
        .with(method)
        .apply(PhotoPixels.drawn(20, 12));
    assertThat(method.prepared.get(0)).extracting(Style::weight).containsExactly(3.0, 2.0, 1.0);
    assertThat(method.images(0)).extracting(BufferedImage::getWidth).containsExactly(13, 12, 11);
  }

  @Test
  void aStyleFileIsRead() throws IOException {
    StyleCode code = StyleCode.of("0123456789abcdef", new float[] {1, 2}).named("mine");
    Path named = directory.resolve("mine.style");
    Path otherwise = directory.resolve("mine.bin");
    code.save(named);
    code.save(otherwise);
    for (Path file : List.of(named, otherwise)) {
      Stylizer stylizer = Stylizer.style(file).with(method);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stylizer.apply(photo, painted))
          .withMessage("recording does not know [mine]");
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> Stylizer.style(named).preserveColors(ColorPreservation.MATCHED_STYLE))
        .withMessageContaining("only numbers");
  }

  @Test
  void aFileThatIsNeitherAnImageNorACodeIsNamed() throws IOException {
    for (String name : List.of("text.style", "text.png")) {
      Path text = Files.writeString(directory.resolve(name), "neither");
      Stylizer stylizer = Stylizer.style(text).with(method);
      assertThatExceptionOfType(StylizerException.class)
          .isThrownBy(() -> stylizer.apply(photo, painted))
          .withMessageStartingWith(text + ": ")
          .withCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void blendNeedsAStyle() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.blend())
        .withMessageContaining("at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.blend(List.of()))
        .withMessageContaining("at least one");
  }

  @Test
  void aBlendOfOneStyleIsThatStyle() throws IOException {
    Stylizer.style(photo).with(method).apply(photo, painted);
    Stylizer.blend(Style.of(photo)).with(method).apply(photo, painted);
    Stylizer.blend(method.prepared.get(0)).with(method).apply(photo, painted);
    assertThat(method.prepared).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(method.prepared.get(i)).extracting(Style::weight).containsExactly(1.0);
      assertThat(PhotoPixels.of(method.images(i).get(0)))
          .isEqualTo(PhotoPixels.of(PhotoPixels.drawn(20, 12)));
    }
  }

  @Test
  void aStyleOfWeightZeroIsNotRead() throws IOException {
    Style missing = Style.of(directory.resolve("missing.png")).weight(0);
    Stylizer.blend(missing, Style.of(photo).weight(0.5)).with(method).apply(photo, painted);
    assertThat(method.prepared)
        .singleElement()
        .satisfies(styles -> assertThat(styles).extracting(Style::weight).containsExactly(0.5));
  }

  @Test
  void blendRefusesStylesThatDoNotCount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.blend(Style.of(photo).weight(0), Style.of("x").weight(-0.0)))
        .withMessage("the weights of all styles are 0; at least one must be above 0");
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
