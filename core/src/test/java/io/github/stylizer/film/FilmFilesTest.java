package io.github.stylizer.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.stylizer.Progress;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole films, painted as they are, so that what is read must be what is written. */
class FilmFilesTest {
  /** Of two lossy formats. */
  private static final double LOSS = 4;

  @TempDir Path folder;
  private final Stylizer stylizer = TestFilms.copying();
  private final FilmStylizer films = FilmStylizer.of(stylizer);

  @AfterEach
  void close() {
    stylizer.close();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** Paints, and checks that nothing but the two films is in the folder. */
  private PaintedFilm paint(FilmStylizer with, Path film, Path painted) throws IOException {
    PaintedFilm result = with.apply(film, painted);
    assertThat(result.complete()).isTrue();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(film, painted);
    }
    return result;
  }

  private static void assertSameFrames(Path painted, Path film) throws IOException {
    List<BufferedImage> frames = TestFilms.frames(painted);
    List<BufferedImage> expected = TestFilms.frames(film);
    assertThat(frames).hasSameSizeAs(expected);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(TestFilms.difference(frames.get(i), expected.get(i)))
          .as("frame " + i)
          .isLessThan(LOSS);
    }
  }

  @Test
  void framesAndSoundStay() throws IOException {
    Path film = TestFilms.withSound(file("film.mp4"), TestFilms.PICTURES);
    PaintedFilm result = paint(films, film, file("painted.mp4"));
    assertThat(result.frames()).isEqualTo(50);
    assertThat(result.length()).isEqualTo(Duration.ofSeconds(2));
    assertThat(result.remarks()).isEmpty();
    assertSameFrames(file("painted.mp4"), film);
    assertThat(TestFilms.times(file("painted.mp4"))).isEqualTo(TestFilms.times(film));
    assertThat(TestFilms.streams(file("painted.mp4"))).contains("Audio: aac", "25 fps");
  }

  @Test
  void theTimesOfAVariableFrameRateStay() throws IOException {
    Path film =
        TestFilms.withSound(
            file("film.mp4"),
            TestFilms.PICTURES + ",select='lt(n,10)+not(mod(n,3))'",
            "-fps_mode",
            "vfr");
    paint(films, film, file("painted.mp4"));
    List<Long> times = TestFilms.times(film);
    assertThat(times).hasSizeLessThan(30);
    assertThat(TestFilms.times(file("painted.mp4"))).isEqualTo(times);
    assertSameFrames(file("painted.mp4"), film);
  }

  @Test
  void aFilmWithoutSoundHasNone() throws IOException {
    Path film = TestFilms.film(file("film.mkv"), TestFilms.PICTURES, "-c:v", "ffv1");
    paint(films, film, file("painted.mkv"));
    assertThat(TestFilms.streams(file("painted.mkv"))).doesNotContain("Audio");
    assertSameFrames(file("painted.mkv"), film);
  }

  @Test
  void oddSidesGrowByAPixel() throws IOException {
    Path film =
        TestFilms.film(file("film.mkv"), "testsrc=size=101x77:rate=10:duration=1", "-c:v", "ffv1");
    paint(films, film, file("painted.mp4"));
    BufferedImage frame = TestFilms.frames(file("painted.mp4")).get(5);
    assertThat(frame.getWidth()).isEqualTo(102);
    assertThat(frame.getHeight()).isEqualTo(78);
    BufferedImage expected = TestFilms.frames(film).get(5);
    assertThat(TestFilms.difference(frame.getSubimage(0, 0, 101, 77), expected))
        .isLessThan(3 * LOSS);
  }

  @Test
  void tenBitsAreRead() throws IOException {
    Path film =
        TestFilms.film(
            file("film.mkv"), TestFilms.PICTURES, "-c:v", "ffv1", "-pix_fmt", "yuv420p10le");
    paint(films, film, file("painted.mp4"));
    assertSameFrames(file("painted.mp4"), film);
  }

  @Test
  void aRotatedFilmIsPaintedUpright() throws IOException {
    Path plain = TestFilms.withSound(file("plain.mp4"), TestFilms.PICTURES);
    Path film = TestFilms.rotated(plain, file("film.mp4"));
    Files.delete(plain);
    paint(films, film, file("painted.mp4"));
    BufferedImage frame = TestFilms.frames(file("painted.mp4")).get(0);
    assertThat(frame.getWidth()).isEqualTo(240);
    assertThat(frame.getHeight()).isEqualTo(320);
    assertThat(TestFilms.streams(file("painted.mp4"))).doesNotContain("rotation");
    assertSameFrames(file("painted.mp4"), film);
  }

  @Test
  void pixelsThatAreNotSquareBecomeSquare() throws IOException {
    Path film = TestFilms.film(file("film.mkv"), TestFilms.PICTURES + ",setsar=2", "-c:v", "ffv1");
    paint(films, film, file("painted.mp4"));
    assertThat(TestFilms.frames(file("painted.mp4")).get(0).getWidth()).isEqualTo(640);
  }

  @ParameterizedTest
  @ValueSource(strings = {"painted.mkv", "painted.mp4"})
  void subtitlesStay(String name) throws IOException {
    Path text = file("text.srt");
    Files.writeString(text, "1\n00:00:00,200 --> 00:00:01,500\nhello\n");
    Path film =
        TestFilms.film(
            file("film.mkv"),
            TestFilms.PICTURES,
            "-i",
            Ffmpeg.url(text),
            "-map",
            "0",
            "-map",
            "1",
            "-c:v",
            "ffv1",
            "-c:s",
            "srt");
    Files.delete(text);
    paint(films, film, file(name));
    assertThat(TestFilms.streams(file(name))).contains("Subtitle: ");
  }

  @Test
  void soundThatTheFormatCannotHoldIsConverted() throws IOException {
    Path film = TestFilms.withSound(file("film.mov"), TestFilms.PICTURES, "-c:a", "pcm_s16be");
    assertThat(paint(films, film, file("painted.webm")).remarks()).isEmpty();
    assertThat(TestFilms.streams(file("painted.webm"))).contains("Audio: opus", "Video: vp9");
  }

  @Test
  void partOfAFilmIsPainted() throws IOException {
    Path film = TestFilms.withSound(file("film.mp4"), TestFilms.PICTURES);
    FilmStylizer part = films.between(Duration.ofMillis(600), Duration.ofMillis(1400));
    PaintedFilm result = paint(part, film, file("painted.mp4"));
    assertThat(result.frames()).isEqualTo(20);
    BufferedImage first = TestFilms.frames(file("painted.mp4")).get(0);
    assertThat(TestFilms.difference(first, TestFilms.frames(film).get(15))).isLessThan(LOSS);
    FilmProbe painted = FilmProbe.of(TestFilms.ffmpeg(), file("painted.mp4"));
    assertThat(painted.length()).isNotNull();
    assertThat(painted.length().toMillis()).isCloseTo(800, within(80L));
    assertThat(TestFilms.streams(file("painted.mp4"))).contains("Audio: aac");
  }

  @Test
  void theFrameRateCanBeChanged() throws IOException {
    Path film = TestFilms.withSound(file("film.mp4"), TestFilms.PICTURES);
    assertThat(paint(films.framesPerSecond(10), film, file("painted.mp4")).frames()).isEqualTo(20);
    assertThat(TestFilms.times(file("painted.mp4")).subList(0, 3))
        .containsExactly(0L, 100_000L, 200_000L);
  }

  @Test
  void anAnimatedGifIsAFilm() throws IOException {
    Path film = TestFilms.film(file("film.gif"), "testsrc=size=80x61:rate=10:duration=1");
    assertThat(FilmStylizer.isFilm(film)).isTrue();
    assertThat(paint(films, film, file("painted.gif")).frames()).isEqualTo(10);
    assertThat(TestFilms.times(file("painted.gif"))).isEqualTo(TestFilms.times(film));
    assertThat(TestFilms.frames(file("painted.gif")).get(3).getHeight()).isEqualTo(61);
  }

  @Test
  void aWebpAnimationIsWritten() throws IOException {
    Path film = TestFilms.withSound(file("film.mp4"), TestFilms.PICTURES);
    paint(films.framesPerSecond(5), film, file("painted.webp"));
    assertThat(FilmStylizer.isFilm(file("painted.webp"))).isTrue();
  }

  @Test
  void aWebpAnimationIsAFilm() throws IOException {
    Path film =
        TestFilms.film(
            file("film.webp"), "testsrc=size=80x61:rate=10:duration=1", "-lossless", "1");
    assertThat(paint(films, film, file("painted.gif")).frames()).isEqualTo(10);
    Path gif = TestFilms.film(file("film.gif"), "testsrc=size=80x61:rate=10:duration=1");
    assertThat(TestFilms.times(file("painted.gif"))).isEqualTo(TestFilms.times(gif));
    assertSameFrames(file("painted.gif"), gif);
  }

  @Test
  void aWebpAnimationIsPaintedUpToItsEnd() throws IOException {
    Path film =
        TestFilms.film(
            file("film.webp"), "testsrc=size=80x61:rate=10:duration=1", "-lossless", "1");
    byte[] bytes = Files.readAllBytes(film);
    Files.write(film, Arrays.copyOf(bytes, bytes.length / 2));
    PaintedFilm result = paint(films, film, file("painted.gif"));
    assertThat(result.frames()).isBetween(2L, 9L);
    assertThat(result.remarks()).singleElement().asString().contains("damaged", "truncated");
  }

  @Test
  void aWebpAnimationWithoutAFrameIsNoFilm() throws IOException {
    Path film = TestFilms.film(file("film.webp"), "testsrc=size=80x61:rate=10:duration=1");
    Files.write(film, Arrays.copyOf(Files.readAllBytes(film), 60));
    assertThatThrownBy(() -> films.apply(film, file("painted.gif")))
        .isInstanceOf(StylizerException.class)
        .hasMessageContaining("film.webp: damaged or truncated");
    assertThat(file("painted.gif")).doesNotExist();
  }

  @Test
  void progressEndsWithTheLastFrame() throws IOException {
    Path film = TestFilms.withSound(file("film.mp4"), TestFilms.PICTURES);
    List<Progress> reports = new ArrayList<>();
    paint(films.onProgress(reports::add), film, file("painted.mp4"));
    assertThat(reports).hasSize(51);
    assertThat(reports.get(50).done()).isEqualTo(50);
    assertThat(reports.get(50).total()).isEqualTo(50);
    assertThat(reports.get(0).preview()).isEmpty();
    assertThat(reports.get(50).preview()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-i.mp4", "concat:a.mp4", "http:a b'c.mp4", "ä 100%d.mp4"})
  void namesAreTakenForFiles(String name) throws IOException {
    Path film = TestFilms.withSound(file("film.mp4"), TestFilms.PICTURES);
    Path renamed = Files.move(film, file(name));
    assertThat(paint(films, renamed, file("out" + name)).frames()).isEqualTo(50);
  }

  @Test
  void photosAreNoFilms() throws IOException {
    assertThat(FilmStylizer.isFilm(TestFilms.film(file("a.gif"), "testsrc", "-frames:v", "1")))
        .isFalse();
    assertThat(FilmStylizer.isFilm(TestFilms.film(file("a.png"), "testsrc", "-frames:v", "1")))
        .isFalse();
    assertThat(FilmStylizer.isFilm(Files.writeString(file("text"), "GIF8"))).isFalse();
    assertThat(FilmStylizer.isFilm(Files.createFile(file("empty")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"film.mp4", "film.mkv", "film.avi", "film.mov", "film.ts", "film.webm"})
  void filmsAreToldByTheirContent(String name) throws IOException {
    Path film = TestFilms.film(file(name), TestFilms.PICTURES, "-t", "0.2");
    assertThat(FilmStylizer.isFilm(Files.move(film, file("film")))).isTrue();
  }

  @Test
  void otherExtensionsAreRefused() throws IOException {
    Path film = TestFilms.withSound(file("film.mp4"), TestFilms.PICTURES);
    assertThatThrownBy(() -> films.apply(film, file("painted.jpg")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("painted.jpg: a film can be written as .mp4");
    assertThatThrownBy(() -> films.apply(film, film))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("would replace the film");
    assertThatThrownBy(() -> films.apply(file("missing.mp4"), file("painted.mp4")))
        .isInstanceOf(StylizerException.class)
        .hasMessage(file("missing.mp4") + ": no such file");
  }
}
