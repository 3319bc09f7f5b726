package io.github.stylizer.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.io.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong with films, and what is left then. */
class FilmFaultsTest {
  private static final int AT = 30;

  @TempDir Path folder;
  private Path film;
  private Path painted;
  private final Stylizer stylizer = TestFilms.copying();

  @BeforeEach
  void makeFilm() throws IOException {
    film = TestFilms.withSound(folder.resolve("film.mp4"), TestFilms.PICTURES);
    painted = folder.resolve("painted.mp4");
  }

  @AfterEach
  void close() {
    stylizer.close();
  }

  private FilmStylizer films(ProgressListener listener) {
    return FilmStylizer.of(stylizer).onProgress(listener);
  }

  private static ProgressListener at(int frame, Runnable action) {
    return progress -> {
      if (progress.done() == frame) {
        action.run();
      }
    };
  }

  /** Paints the rest, and checks that the film is as if nothing had happened. */
  private void goOn(long leastDone) throws IOException {
    List<Progress> reports = new ArrayList<>();
    PaintedFilm result = films(reports::add).apply(film, painted);
    assertThat(reports.get(0).done()).isBetween(leastDone, 50L);
    assertThat(result.complete()).isTrue();
    assertThat(result.frames()).isEqualTo(50);
    assertThat(TestFilms.times(painted)).isEqualTo(TestFilms.times(film));
    assertThat(names()).containsExactly("film.mp4", "painted.mp4");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anInterruptLeavesAPlayableFilmAndCanBeMadeGoodLater() throws IOException {
    PaintedFilm result =
        films(at(AT, () -> Thread.currentThread().interrupt())).apply(film, painted);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.complete()).isFalse();
    assertThat(result.frames()).isEqualTo(AT);
    assertThat(TestFilms.times(painted)).isEqualTo(TestFilms.times(film).subList(0, AT));
    assertThat(TestFilms.streams(painted)).contains("Audio: aac", "Duration: 00:00:01.2");
    goOn(AT);
  }

  @Test
  void anInterruptBeforeTheFirstFrameLeavesNothing() throws IOException {
    FilmStylizer films = films(at(0, () -> Thread.currentThread().interrupt()));
    assertThatThrownBy(() -> films.apply(film, painted))
        .isInstanceOf(PaintingInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(names()).containsExactly("film.mp4");
  }

  /** Parts of one to three frames, and of a film that begins later. */
  @ParameterizedTest
  @CsvSource({"mp4, 25, 0", "mp4, 30000/1001, 0", "mkv, 24000/1001, 300"})
  void shortPartsAreJoinedInTime(String extension, String rate, long from) throws IOException {
    film =
        TestFilms.withSound(
            folder.resolve("film.mp4"), "testsrc=size=64x48:duration=1:rate=" + rate);
    painted = folder.resolve("painted." + extension);
    Path whole = folder.resolve("whole." + extension);
    Duration start = Duration.ofMillis(from);
    FilmStylizer.of(stylizer).from(start).apply(film, whole);
    for (int frame : new int[] {5, 6, 8}) {
      films(at(frame, () -> Thread.currentThread().interrupt())).from(start).apply(film, painted);
      assertThat(Thread.interrupted()).isTrue();
    }
    FilmStylizer.of(stylizer).from(start).apply(film, painted);
    assertThat(TestFilms.times(painted)).isEqualTo(TestFilms.times(whole));
  }

  /** The encoder of a killed process goes on until it has written what it was given. */
  @Test
  void framesThatAreFinishedByAnEncoderLeftBehindAreNotRepeated() throws IOException {
    Path longer = folder.resolve("longer.mp4");
    stopAt(36, longer);
    stopAt(30, painted);
    stopAt(33, painted);
    // The first part with the frames of the second one and more, as if it had been written on.
    Path parts = folder.resolve(".longer.mp4.stylizer");
    Path first = folder.resolve(".painted.mp4.stylizer").resolve("000001.nut");
    long counted = Files.size(first);
    Files.copy(parts.resolve(first.getFileName()), first, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.size(first)).isGreaterThan(counted);
    for (String name : List.of("000001.nut", "film.mp4", "list.ffconcat", "key", "lock")) {
      Files.deleteIfExists(parts.resolve(name));
    }
    Files.delete(parts);
    Files.delete(longer);
    goOn(30);
  }

  private void stopAt(int frame, Path target) throws IOException {
    films(at(frame, () -> Thread.currentThread().interrupt())).apply(film, target);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Our ffmpeg processes whose command line has this part. */
  private static void kill(String part) {
    ProcessHandle.current()
        .children()
        .filter(
            child -> Arrays.asList(child.info().arguments().orElse(new String[0])).contains(part))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** The decoder is ahead by the look-ahead, and would have ended at a later frame. */
  @ParameterizedTest
  @CsvSource({"pipe:0, 30", "pipe:2, 12"})
  @EnabledOnOs(value = OS.LINUX, disabledReason = "finds processes by their arguments")
  void whatWasPaintedBeforeFfmpegWasKilledIsKept(String part, int frame) throws IOException {
    FilmStylizer films = films(at(frame, () -> kill(part)));
    assertThatThrownBy(() -> films.apply(film, painted))
        .isInstanceOf(StylizerException.class)
        .hasMessageStartingWith(film + ": ffmpeg ended with exit code ")
        .hasMessageContaining("painted so far are kept");
    assertThat(painted).doesNotExist();
    // Those that were on their way are lost.
    goOn(frame / 3);
  }

  @Test
  void anErrorWhilePaintingKeepsWhatIsPainted() throws IOException {
    FilmStylizer films =
        films(
            at(
                AT,
                () -> {
                  throw new StylizerException("broken");
                }));
    assertThatThrownBy(() -> films.apply(film, painted))
        .isInstanceOf(StylizerException.class)
        .hasMessage(
            film
                + ": broken; the 30 frames painted so far are kept: paint it again to go on from"
                + " there");
    goOn(AT);
  }

  @Test
  void otherSettingsBeginAnew() throws IOException {
    films(at(AT, () -> Thread.currentThread().interrupt())).apply(film, painted);
    assertThat(Thread.interrupted()).isTrue();
    List<Progress> reports = new ArrayList<>();
    try (Stylizer other = stylizer.maxSize(100)) {
      FilmStylizer.of(other).onProgress(reports::add).apply(film, painted);
    }
    assertThat(reports.get(0).done()).isZero();
    assertThat(TestFilms.frames(painted).get(0).getWidth()).isEqualTo(100);
    assertThat(names()).containsExactly("film.mp4", "painted.mp4");
  }

  @Test
  void twoCannotPaintTheSameFilm() {
    List<Throwable> seen = new ArrayList<>();
    films(
            at(
                AT,
                () -> {
                  try {
                    FilmStylizer.of(stylizer).apply(film, painted);
                  } catch (StylizerException e) {
                    seen.add(e);
                  }
                }))
        .apply(film, painted);
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0))
        .hasMessage(painted + ": is being painted already; wait, or use another file");
  }

  @Test
  void aFilmThatIsCutOffIsPaintedAsFarAsItGoes() throws IOException {
    Path whole =
        TestFilms.withSound(
            folder.resolve("whole.mp4"), TestFilms.PICTURES, "-movflags", "+faststart");
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(film, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    PaintedFilm result = FilmStylizer.of(stylizer).apply(film, painted);
    assertThat(result.frames()).isBetween(10L, 49L);
    assertThat(result.remarks()).hasSize(1);
    assertThat(result.remarks().get(0)).startsWith("the film is damaged or incomplete: ");
  }

  @Test
  void whatIsNoFilmIsRefusedInOneLine() throws IOException {
    Files.write(film, Arrays.copyOf(Files.readAllBytes(film), 3000));
    assertRefused(film, "ffmpeg cannot read it");
    assertRefused(Files.writeString(folder.resolve("a.mp4"), "hello"), "ffmpeg cannot read it");
    assertRefused(Files.createFile(folder.resolve("b.mp4")), "ffmpeg cannot read it");
    assertRefused(
        TestFilms.film(
            folder.resolve("c.mp4"),
            TestFilms.PICTURES,
            "-vn",
            "-f",
            "lavfi",
            "-i",
            "sine=duration=1",
            "-map",
            "1"),
        "it has no video");
  }

  /** A playlist makes ffmpeg read files that its author chooses. */
  @Test
  void aFilmThatNamesOtherFilesIsRefused() throws IOException {
    Path list = folder.resolve("list.mp4");
    Files.writeString(
        list, "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n" + film + "\n#EXT-X-ENDLIST\n");
    assertRefused(list, "ffmpeg cannot read it");
    Files.writeString(list, "ffconcat version 1.0\nfile film.mp4\n");
    assertRefused(list, "ffmpeg cannot read it");
  }

  private void assertRefused(Path file, String reason) throws IOException {
    assertThatThrownBy(() -> FilmStylizer.of(stylizer).apply(file, painted))
        .isInstanceOf(StylizerException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
    assertThat(names()).noneMatch(name -> name.contains("painted"));
  }

  @Test
  void whatCannotBeWrittenIsRefusedBeforePainting() {
    Path missing = folder.resolve("missing").resolve("painted.mp4");
    assertThatThrownBy(() -> FilmStylizer.of(stylizer).apply(film, missing))
        .isInstanceOf(StylizerException.class)
        .hasMessageContaining("missing does not exist");
  }

  @Test
  void withoutFfmpegALineSaysWhatToDo() {
    Settings none = new Settings(name -> null, name -> null);
    assertThatThrownBy(() -> Ffmpeg.find(none, () -> null))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("films need ffmpeg 5.1 or newer, which was not found: install it");
    Settings wrong = new Settings(name -> "/nowhere/ffmpeg", name -> null);
    assertThatThrownBy(() -> Ffmpeg.find(wrong))
        .isInstanceOf(IOException.class)
        .hasMessage("/nowhere/ffmpeg: is no program; stylizer.ffmpeg must be the path of ffmpeg");
  }

  @Test
  void theOneOnTheClassPathIsTheLastResort() throws IOException {
    Settings none = new Settings(name -> null, name -> null);
    assertThat(Ffmpeg.find(none).run(List.of("-version"))).startsWith("ffmpeg version");
  }
}
