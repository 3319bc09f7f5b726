package io.github.stylizer.examples.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Mask;
import io.github.stylizer.Quality;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.examples.RandomNetwork;
import io.github.stylizer.examples.painting.ColorSettings;
import io.github.stylizer.examples.painting.ImageFile;
import io.github.stylizer.examples.painting.MaskSettings;
import io.github.stylizer.examples.painting.PaintSettings;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.film.TestFilms;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to photos, styles and settings, without a screen. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StudioTest {
  private static final ChosenStyle WAVE = styleNamed("great-wave");
  private static final ChosenStyle SCREAM = styleNamed("scream");

  @TempDir Path folder;
  private final EventThread events = new EventThread();
  private final SeenView view = new SeenView();
  private final PreparedStyles styles = new PreparedStyles();
  private Session session;
  private Studio studio;
  private Path photo;

  private static ChosenStyle styleNamed(String name) {
    return Stylizer.styles().stream()
        .filter(style -> style.name().equals(name))
        .map(ChosenStyle::of)
        .findFirst()
        .orElseThrow();
  }

  @BeforeEach
  void open() throws IOException {
    photo = NoiseImages.write(folder.resolve("photo.png"), 600, 40);
    session = new Session(folder.resolve("session"), events);
    studio = new Studio(styles, session, Throwable::getMessage, view, events);
  }

  @AfterEach
  void close() {
    studio.close();
    session.close();
    styles.close();
  }

  private void openPhoto() throws InterruptedException {
    studio.open(List.of(photo));
    events.runUntil(() -> view.work.photo() != null);
  }

  private BufferedImage painted() throws InterruptedException {
    events.runUntil(() -> view.work.painted() != null && view.working.isEmpty());
    return view.work.painted();
  }

  private static int[] pixels(Path file) throws IOException {
    return PhotoPixels.of(ImageDecoder.standard().read(file));
  }

  @Test
  void thePreviewIsWhatTheLibraryPaints() throws Exception {
    openPhoto();
    studio.choose(WAVE);
    assertThat(view.working).contains(WAVE.title());
    try (Stylizer wave = Stylizer.style("great-wave");
        Stylizer small = wave.size(512)) {
      BufferedImage expected = small.apply(view.work.photo().small());
      assertThat(PhotoPixels.of(painted())).isEqualTo(PhotoPixels.of(expected));
    }
    assertThat(view.work.isFull()).isFalse();
    studio.paintFull();
    events.runUntil(() -> view.work.isFull());
    try (Stylizer wave = Stylizer.style("great-wave")) {
      assertThat(PhotoPixels.of(view.work.painted())).isEqualTo(PhotoPixels.of(wave.apply(photo)));
    }
  }

  @Test
  void theSavedFileIsWhatTheLibraryWrites() throws Exception {
    openPhoto();
    Path colors = NoiseImages.write(folder.resolve("colors.png"), 20, 10);
    studio.change(
        PaintSettings.DEFAULT
            .withStrength(0.6)
            .withStyleStrength(0.5)
            .withColors(ColorSettings.of(new ImageFile(colors), 0.7))
            .withMask(new MaskSettings(new ImageFile(colors), true, 5))
            .withSize(300));
    studio.choose(WAVE);
    Path saved = folder.resolve("saved.png");
    studio.save(saved);
    // Does not cancel what is saved, and does not change it.
    studio.choose(SCREAM);
    studio.change(PaintSettings.DEFAULT);
    events.runUntil(() -> !studio.queue().isUnfinished());
    assertThat(view.queue).extracting(QueueEntry::words).containsExactly("Saved: " + saved);
    assertThat(view.said).contains(saved.toString());
    Path expected = folder.resolve("expected.png");
    try (Stylizer wave = Stylizer.style("great-wave");
        Stylizer set =
            wave.strength(0.6)
                .styleStrength(0.5)
                .palette(ImageDecoder.standard().read(colors), 0.7)
                .mask(Mask.of(colors).inverted().feather(5))
                .size(300)) {
      set.apply(photo, expected);
    }
    assertThat(saved).hasSameBinaryContentAs(expected);
  }

  @Test
  void theNextChangeCancelsWhatIsPainted() throws Exception {
    openPhoto();
    studio.choose(WAVE);
    studio.change(PaintSettings.DEFAULT.withQuality(Quality.BEST));
    studio.choose(SCREAM);
    studio.change(PaintSettings.DEFAULT);
    try (Stylizer scream = Stylizer.style("scream");
        Stylizer small = scream.size(512)) {
      assertThat(PhotoPixels.of(painted()))
          .isEqualTo(PhotoPixels.of(small.apply(view.work.photo().small())));
    }
  }

  @Test
  void whatIsCanceledLeavesNoNativeMemory() throws Exception {
    StyleModel network = FastNet.load(RandomNetwork.write(folder.resolve("network.safetensors")));
    try (network;
        PreparedStyles own = new PreparedStyles(style -> Stylizer.style(network));
        Studio canceling = new Studio(own, session, Throwable::getMessage, view, events)) {
      int before = NativeArrays.heldBy(network);
      canceling.open(List.of(photo));
      events.runUntil(() -> view.work.photo() != null);
      for (double strokes = 0.25; strokes <= 8; strokes *= 2) {
        canceling.choose(WAVE);
        canceling.change(PaintSettings.DEFAULT.withStrokes(strokes));
        Thread.sleep(20);
        canceling.cancel();
      }
      canceling.change(PaintSettings.DEFAULT);
      painted();
      assertThat(before).isPositive();
      assertThat(NativeArrays.heldBy(network)).isEqualTo(before);
    }
  }

  @Test
  void cancelingLeavesThePhoto() throws Exception {
    openPhoto();
    studio.change(PaintSettings.DEFAULT.withQuality(Quality.BEST));
    studio.choose(WAVE);
    studio.cancel();
    assertThat(view.working).isEmpty();
    assertThat(view.said).isEqualTo("Canceled.");
    studio.close();
    events.runAll();
    assertThat(view.work.painted()).isNull();
    assertThat(view.problem).isEmpty();
  }

  @Test
  void whatIsNoPhotoIsSaidInTheWordsOfTheLibrary() throws Exception {
    openPhoto();
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a picture");
    studio.open(List.of(text));
    events.runUntil(() -> !view.problem.isEmpty());
    assertThat(view.problem).contains("notes.txt", "expected");
    assertThat(view.work.photo().file()).isEqualTo(photo);
    studio.open(List.of(folder.resolve("missing.png")));
    events.runUntil(() -> view.problem.contains("missing.png"));
    openPhoto();
    studio.choose(ChosenStyle.of(text));
    events.runUntil(() -> view.problem.contains("notes.txt") && view.working.isEmpty());
    studio.choose(WAVE);
    assertThat(view.problem).isEmpty();
    painted();
  }

  @Test
  void aFolderWaitsForAStyle() throws Exception {
    Path photos = Files.createDirectory(folder.resolve("holiday"));
    NoiseImages.write(photos.resolve("a.png"), 40, 32);
    NoiseImages.write(photos.resolve("b.png"), 32, 40);
    Files.writeString(photos.resolve("list.txt"), "no image");
    studio.open(List.of(photos));
    events.runUntil(() -> view.said.contains("holiday"));
    assertThat(view.queue).isEmpty();
    studio.choose(WAVE);
    events.runUntil(() -> !view.queue.isEmpty() && !studio.queue().isUnfinished());
    Path results = folder.resolve("holiday-great-wave");
    assertThat(view.queue.get(0).words()).isEqualTo("Saved: 2 of 2 in " + results);
    try (Stylizer wave = Stylizer.style("great-wave")) {
      assertThat(pixels(results.resolve("b.png")))
          .isEqualTo(PhotoPixels.of(wave.apply(photos.resolve("b.png"))));
    }
    assertThat(results.resolve("a.png")).exists();
  }

  @Test
  void aFilmIsWhatTheLibraryPaintsAndACanceledOneGoesOn() throws Exception {
    Path film = TestFilms.film(folder.resolve("clip.gif"), "testsrc=size=64x48:rate=5:duration=1");
    Path painted = folder.resolve("clip-great-wave.gif");
    Path expected = folder.resolve("expected.gif");
    try (Stylizer wave = Stylizer.style("great-wave")) {
      FilmStylizer.of(wave).apply(film, expected);
    }
    studio.choose(WAVE);
    studio.open(List.of(film));
    events.runUntil(() -> !view.queue.isEmpty() && !studio.queue().isUnfinished());
    assertThat(view.queue.get(0).words()).isEqualTo("Saved: " + painted);
    assertThat(painted).hasSameBinaryContentAs(expected);

    Path longer =
        TestFilms.film(folder.resolve("long.gif"), "testsrc=size=64x48:rate=25:duration=9");
    studio.open(List.of(longer));
    events.runUntil(() -> view.queue.size() == 2 && view.queue.get(1).done() > 2);
    studio.queue().cancel(view.queue.get(1).number());
    events.runUntil(() -> !view.queue.get(1).remark().isEmpty());
    assertThat(view.queue.get(1).words())
        .isEqualTo(
            "Canceled: %s; as far as it is painted; add the film again to go on",
            folder.resolve("long-great-wave.gif"));
    assertThat(folder.resolve("long-great-wave.gif")).isNotEmptyFile();
  }

  @Test
  void severalPhotosGoIntoTheQueue() throws Exception {
    Path other = NoiseImages.write(folder.resolve("other.png"), 40, 32);
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no image");
    studio.choose(WAVE);
    studio.changeFormat("jpg");
    studio.open(List.of(other, broken));
    events.runUntil(() -> view.queue.size() == 2 && !studio.queue().isUnfinished());
    assertThat(view.queue.get(0).words())
        .isEqualTo("Saved: " + folder.resolve("other-great-wave.jpg"));
    assertThat(view.queue.get(1).words()).startsWith("Failed: ").contains("broken.jpg");
    assertThat(view.problem).contains("broken.jpg");
    assertThat(view.work.photo()).isNull();
  }

  @Test
  void comesBackAsItWas() throws Exception {
    openPhoto();
    studio.choose(WAVE);
    studio.change(PaintSettings.DEFAULT.withStrength(0.5));
    int[] shown = PhotoPixels.of(painted());
    close();
    Session next = new Session(folder.resolve("session"), events);
    Studio again = new Studio(styles, next, Throwable::getMessage, view, events);
    view.show(Work.EMPTY);
    again.restore(WAVE);
    events.runUntil(() -> view.work.photo() != null);
    assertThat(PhotoPixels.of(view.work.painted())).isEqualTo(shown);
    assertThat(view.work.settings().strength()).isEqualTo(0.5);
    assertThat(view.said).isEqualTo("Your last picture is back.");
    again.close();
    next.close();
  }

  @Test
  void aPictureWhosePhotoIsGoneIsNotLost() throws Exception {
    openPhoto();
    studio.choose(WAVE);
    int[] shown = PhotoPixels.of(painted());
    close();
    Files.delete(photo);
    Session next = new Session(folder.resolve("session"), events);
    Studio again = new Studio(styles, next, Throwable::getMessage, view, events);
    again.restore(WAVE);
    events.runUntil(() -> !view.problem.isEmpty());
    assertThat(view.problem).contains(next.unsavedFile().toString());
    assertThat(pixels(next.unsavedFile())).isEqualTo(shown);
    again.close();
    next.close();
  }
}
