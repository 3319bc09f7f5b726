package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.film.TestFilms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command paints a film. */
class FilmTest {
  @TempDir Path folder;
  private Path network;
  private Path film;
  private Path painted;

  @BeforeEach
  void makeFiles() throws IOException {
    network = RandomNetwork.write(folder.resolve("network.safetensors"));
    film = TestFilms.withSound(folder.resolve("clip.mp4"), "testsrc=size=96x64:rate=25:duration=2");
    painted = folder.resolve("painted.mp4");
  }

  private Call paint(Path input, Path output, Object... options) {
    Object[] arguments = {input, "--model", network, "-o", output};
    return Call.of(Stream.of(arguments, options).flatMap(Stream::of).toArray());
  }

  @Test
  void aFilmIsPaintedInOneCommand() throws IOException {
    Call call = paint(film, painted);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).contains("wrote " + painted + " (50 frames, 2.0 s) after");
    assertThat(TestFilms.times(painted)).isEqualTo(TestFilms.times(film));
  }

  @Test
  void aPartIsPaintedAtAnotherFrameRate() throws IOException {
    Call call = paint(film, painted, "--from", "0:00:00.5", "--to=1.5", "--fps", "10");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(TestFilms.times(painted)).hasSize(10);
  }

  @Test
  void framesAreWrittenAsPreviews() {
    Path previews = folder.resolve("previews");
    Call call = paint(film, painted, "--preview", previews, "--preview-every=20");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(previews.resolve("preview-0002.png")).exists();
    assertThat(previews.resolve("preview-0003.png")).doesNotExist();
  }

  @Test
  void ofAnAnimationTheFirstFrameCanBePainted() throws IOException {
    Path animation = TestFilms.film(folder.resolve("a.gif"), "testsrc=size=64x64:duration=0.2");
    Call call = paint(animation, folder.resolve("a.png"));
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).contains("(64x64)");
    assertThat(paint(animation, folder.resolve("b.gif")).err()).contains("(5 frames, ");
  }

  @Test
  void anImageOfAFilmIsRefused() {
    paint(film, folder.resolve("a.png")).failed(1, "a.png: a film can be written as .mp4");
  }

  @Test
  void theFilmItselfIsNotReplaced() {
    paint(film, film).failed(1, "would overwrite");
  }

  @ParameterizedTest
  @CsvSource({
    "--from=2, --to=1, --to must be later than --from",
    "--from=x, --to=1, it must be a time such as 12.5",
    "--fps=0, --to=1, --fps must be more than 0",
  })
  void wrongOptionsAreRefused(String one, String other, String message) {
    paint(film, painted, one, other).failed(2, message);
    assertThat(painted).doesNotExist();
  }

  @Test
  void opticalFlowNeedsOpenCv() {
    // It is not on the class path of this module.
    paint(film, painted, "--optical-flow").failed(1, "put org.bytedeco:opencv");
    assertThat(painted).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--strip", "--keep-location"})
  void optionsOfPhotosAreNotForFilms(String option) {
    paint(film, painted, option).failed(2, "are not for films");
    assertThat(painted).doesNotExist();
  }

  @Test
  void optionsOfFilmsAreForFilms() throws IOException {
    Path photo = NoiseImages.write(folder.resolve("photo.png"), 40, 40);
    paint(photo, folder.resolve("out.png"), "--from=1").failed(2, "are for films, but ");
    Path photos = Files.createDirectory(folder.resolve("photos"));
    paint(photos, folder.resolve("out"), "--fps=5").failed(2, "are for films, but ");
    paint(photos, folder.resolve("out"), "--optical-flow").failed(2, "are for films, but ");
  }
}
