package io.github.stylizer.examples.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Quality;
import io.github.stylizer.examples.painting.ColorSettings;
import io.github.stylizer.examples.painting.ImageFile;
import io.github.stylizer.examples.painting.MaskSettings;
import io.github.stylizer.examples.painting.PaintSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
  private static final PaintSettings SETTINGS =
      new PaintSettings(
          Quality.FINE,
          0.35,
          0.6,
          2.5,
          new ColorSettings(
              ColorPreservation.MATCHED_STYLE,
              0.8,
              0.3,
              new ImageFile(Path.of("/colors/b = c.png")),
              0.7),
          new MaskSettings(new ImageFile(Path.of("/masks/me.png")), true, 15),
          1024);

  @TempDir Path folder;

  @Test
  void everythingIsReadAsItWasWritten() {
    SavedWork work =
        new SavedWork(
            Path.of("/photos/a = b#ü.jpg"),
            null,
            Path.of("/paintings/my one.png"),
            SETTINGS,
            "tif",
            true,
            true,
            false);
    assertThat(SavedWork.of(work.properties())).isEqualTo(work);
    assertThat(SavedWork.of(SavedWork.NONE.properties())).isEqualTo(SavedWork.NONE);
    assertThat(SavedWork.of(new Properties())).isEqualTo(SavedWork.NONE);
  }

  @Test
  void isThereAtTheNextStart() throws Exception {
    List<Throwable> failed = new ArrayList<>();
    try (Session session = new Session(folder, Runnable::run)) {
      session.remember(Work.EMPTY.with(SETTINGS).withFormat("jpg"), failed::add);
      session.rememberDark(true, failed::add);
    }
    try (Session session = new Session(folder, Runnable::run)) {
      assertThat(session.saved().settings()).isEqualTo(SETTINGS);
      assertThat(session.saved().format()).isEqualTo("jpg");
      assertThat(session.saved().dark()).isTrue();
      assertThat(session.unsaved()).isNull();
    }
    assertThat(failed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"strength=2", "quality=great", "size=many", "photo=\\u0000", "\\u12"})
  void aFileOfAnotherVersionIsNoError(String line) throws Exception {
    Files.writeString(folder.resolve("window.properties"), line);
    try (Session session = new Session(folder, Runnable::run)) {
      assertThat(session.saved()).isEqualTo(SavedWork.NONE);
    }
  }

  @Test
  void saysWhatCannotBeKept() throws Exception {
    List<Throwable> failed = new ArrayList<>();
    Path inside = folder.resolve("inside");
    try (Session session = new Session(inside, Runnable::run)) {
      Files.delete(inside);
      session.rememberDark(true, failed::add);
    }
    assertThat(failed).singleElement().asString().contains("window.properties");
  }

  @Test
  void theSampleIsAFileThatCanBePainted() throws Exception {
    try (Session session = new Session(folder, Runnable::run)) {
      Path sample = session.sample();
      assertThat(session.isSample(sample)).isTrue();
      assertThat(OpenPhoto.read(sample).width()).isEqualTo(451);
      assertThat(session.isSample(folder.resolveSibling("cat.jpg"))).isFalse();
    }
  }
}
