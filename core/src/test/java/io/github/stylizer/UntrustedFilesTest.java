package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.testing.PhotoPixels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application has to catch if strangers choose the files. */
class UntrustedFilesTest {
  @TempDir Path folder;
  private Path sound;

  /** Knows the codes of one network only. */
  private static final StyleMethod NETWORK =
      new StyleMethod() {
        @Override
        public String name() {
          return "network";
        }

        @Override
        public int preference() {
          return 1;
        }

        @Override
        public boolean accepts(List<Style> styles) {
          return true;
        }

        @Override
        public StyleModel prepare(List<Style> styles, ProgressListener listener) {
          for (Style style : styles) {
            if (style instanceof Style.Code code) {
              code.code().requireNetwork("0123456789abcdef", 2);
            }
          }
          return new InvertingModel();
        }
      };

  @BeforeEach
  void writePhoto() throws IOException {
    sound = folder.resolve("sound.png");
    ImageEncoder.standard().write(PhotoPixels.drawn(20, 12), sound);
  }

  @Test
  void whatCannotBeReadIsTheCauseOfTheError() throws IOException {
    byte[] png = Files.readAllBytes(sound);
    byte[] code = "a code\nof nobody".getBytes(StandardCharsets.UTF_8);
    for (byte[] content : List.of(Arrays.copyOf(png, png.length / 2), code, new byte[0])) {
      for (String name : List.of("a.png", "a.style")) {
        Path file = Files.write(folder.resolve(name), content);
        assertRefused(file, sound)
            .isExactlyInstanceOf(StylizerException.class)
            .hasCauseInstanceOf(IOException.class);
        assertRefused(sound, file)
            .isExactlyInstanceOf(StylizerException.class)
            .hasCauseInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void whatDoesNotFitIsAWrongArgument() throws IOException {
    Path small = folder.resolve("small.png");
    ImageEncoder.standard().write(PhotoPixels.drawn(7, 20), small);
    assertRefused(sound, small).isExactlyInstanceOf(IllegalArgumentException.class);
    Path code = folder.resolve("other.style");
    StyleCode.of("fedcba9876543210", new float[] {1, 2}).named("other").save(code);
    assertRefused(code, sound).isExactlyInstanceOf(IllegalArgumentException.class);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path style, Path photo) {
    Path painted = folder.resolve("painted.png");
    Stylizer stylizer = Stylizer.style(style).with(NETWORK);
    AbstractThrowableAssert<?, ? extends Throwable> refused =
        assertThatThrownBy(() -> stylizer.apply(photo, painted))
            .satisfies(thrown -> assertThat(thrown.getMessage()).isNotBlank().hasLineCount(1));
    assertThat(painted).doesNotExist();
    return refused;
  }
}
