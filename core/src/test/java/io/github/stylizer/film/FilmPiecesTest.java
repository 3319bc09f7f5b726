package io.github.stylizer.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.TransformModel;
import io.github.stylizer.film.FilmPackets.Packet;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.NativeArrays;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films that are painted in pieces, compared with those that are painted at once. */
class FilmPiecesTest {
  private static final Duration LENGTH = Duration.ofMillis(400);

  /** Two shots, the second from frame 21 on, with the noise of a camera. */
  private static final String SHOTS =
      "testsrc2=size=64x48:rate=25:duration=1.6,hue=H=0:b='if(gt(n,20),4,0)',noise=alls=12:allf=t";

  @TempDir Path folder;
  private static TransformModel network;
  private static Stylizer stylizer;

  @BeforeAll
  static void open() {
    network = DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, false));
    stylizer = Stylizer.style(network);
  }

  @AfterAll
  static void close() {
    stylizer.close();
    network.close();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private record Painted(SplitFilm split, PaintedFilm film) {}

  /** Splits, paints the pieces from the last one to the first one, and joins them. */
  private Painted inPieces(Stylizer painter, Path film, Path painted, Duration length)
      throws IOException {
    Path pieces = Files.createDirectory(file("pieces of " + painted.getFileName()));
    List<Path> list = new ArrayList<>();
    String name = painted.getFileName().toString();
    SplitFilm split =
        FilmPieces.of(FilmStylizer.of(painter), name.substring(name.lastIndexOf('.') + 1))
            .length(length)
            .split(film, pieces, list::add);
    List<Path> parts = new ArrayList<>();
    long frames = 0;
    for (int i = list.size() - 1; i >= 0; i--) {
      Path part = pieces.resolve("it's part " + i);
      frames += FilmPieces.paint(painter, list.get(i), part);
      parts.add(0, part);
    }
    assertThat(split.pieces()).isEqualTo(list.size());
    assertThat(split.frames()).isEqualTo(frames);
    return new Painted(split, FilmPieces.join(film, parts, painted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "closed groups; film.mov; -c:v mpeg4 -q:v 2 -g 10 -t 0.8; 2",
        "open groups; film.mp4; -c:v mpeg4 -q:v 2 -g 10 -bf 2; 3",
        "a variable rate; film.mkv; -c:v mpeg4 -g 6 -vf select='lt(n,20)+not(mod(n,3))' -fps_mode vfr; 3",
        "a stream that begins later; film.ts; -c:v mpeg2video -g 10 -bf 2 -output_ts_offset 77; 3",
        "an animation; film.gif; -r 20 -t 0.5; 1",
      })
  void framesAreThoseOfTheFilmPaintedAtOnce(String kind, String name, String arguments, int pieces)
      throws IOException {
    Path film = TestFilms.film(file(name), SHOTS, arguments.split(" "));
    // A network takes long to get ready for a shot: one kind of film is enough for it.
    try (Stylizer copying = TestFilms.copying()) {
      Stylizer painter = kind.equals("closed groups") ? stylizer : copying;
      FilmStylizer.of(painter).apply(film, file("once.gif"));

      Painted painted = inPieces(painter, film, file("painted.gif"), LENGTH);

      assertThat(painted.split.pieces()).as(kind).isEqualTo(pieces);
      assertThat(painted.split.remarks()).isEmpty();
    }
    assertThat(file("painted.gif")).hasSameBinaryContentAs(file("once.gif"));
  }

  /** The network's grid goes on where it was in the piece before. */
  @Test
  void aCameraIsFollowedFromPieceToPiece() throws IOException {
    String pan = "mandelbrot=size=160x90:rate=25:start_scale=0.4:end_scale=0.4,crop=96:64:n:20";
    Path film =
        TestFilms.film(file("film.mp4"), pan, "-c:v", "mpeg4", "-q:v", "2", "-g", "8", "-t", "0.6");
    FilmStylizer.of(stylizer).apply(film, file("once.gif"));

    Painted painted = inPieces(stylizer, film, file("painted.gif"), Duration.ofMillis(300));

    assertThat(painted.split.pieces()).isEqualTo(2);
    try (PieceFile last = PieceFile.open(file("pieces of painted.gif").resolve("000002.piece"))) {
      assertThat(last.plan().frames().get(0).moved()).isEqualTo(new Point(8, 0));
    }
    assertThat(file("painted.gif")).hasSameBinaryContentAs(file("once.gif"));
  }

  @Test
  void soundTimesAndLengthStay() throws IOException {
    Path film =
        TestFilms.withSound(
            file("film.mp4"), SHOTS, "-g", "10", "-bf", "2", "-metadata", "title=A");
    PaintedFilm once = FilmStylizer.of(stylizer).apply(film, file("once.mp4"));

    Painted painted = inPieces(stylizer, film, file("painted.mp4"), LENGTH);

    assertThat(painted.film).isEqualTo(once);
    assertThat(painted.split.pieces()).isGreaterThan(1);
    assertThat(TestFilms.times(file("painted.mp4"))).isEqualTo(TestFilms.times(film));
    assertThat(TestFilms.streams(file("painted.mp4")).replaceAll("\\d+ kb/s|painted|once", ""))
        .isEqualTo(TestFilms.streams(file("once.mp4")).replaceAll("\\d+ kb/s|painted|once", ""));
    List<BufferedImage> frames = TestFilms.frames(file("painted.mp4"));
    List<BufferedImage> expected = TestFilms.frames(file("once.mp4"));
    for (int i = 0; i < frames.size(); i++) {
      // The encoder begins anew with each piece.
      assertThat(TestFilms.difference(frames.get(i), expected.get(i)))
          .as("frame " + i)
          .isLessThan(6);
    }
  }

  @Test
  void rotationIsKeptAndMethodsWithoutStatisticsPaintFrameByFrame() throws IOException {
    Path plain = TestFilms.film(file("plain.mp4"), SHOTS, "-c:v", "mpeg4", "-g", "12");
    Path film = TestFilms.rotated(plain, file("film.mp4"));
    try (Stylizer copying = TestFilms.copying()) {
      FilmStylizer.of(copying).apply(film, file("once.gif"));

      Painted painted = inPieces(copying, film, file("painted.gif"), LENGTH);

      assertThat(painted.split.pieces()).isGreaterThan(1);
    }
    assertThat(file("painted.gif")).hasSameBinaryContentAs(file("once.gif"));
    assertThat(TestFilms.frames(file("painted.gif")).get(0).getWidth()).isEqualTo(48);
  }

  @Test
  void aPieceThatIsNotOfTheFilmIsNoticed() throws IOException {
    String[] arguments = {"-c:v", "mpeg4", "-g", "12"};
    List<Path> pieces = new ArrayList<>();
    FilmPieces of = FilmPieces.of(FilmStylizer.of(stylizer), "mp4").length(LENGTH);
    of.split(
        TestFilms.film(file("film.mp4"), SHOTS, arguments),
        Files.createDirectory(file("a")),
        pieces::add);
    Path film = file("extracted");
    PiecePlan plan;
    try (PieceFile piece = PieceFile.open(pieces.get(1))) {
      plan = piece.plan();
      piece.extract(film);
    }
    PiecePlan shorter =
        new PiecePlan(
            plan.format(),
            plan.encoder(),
            plan.ticks(),
            plan.noise(),
            false,
            plan.frames().subList(0, plan.frames().size() - 1),
            plan.shots());
    PiecePlan other =
        new PiecePlan(
            plan.format(),
            plan.encoder(),
            plan.ticks(),
            plan.noise(),
            false,
            plan.frames().stream()
                .map(f -> new PiecePlan.Frame(f.micros(), f.length(), 0, f.moved()))
                .toList(),
            plan.shots());
    for (PiecePlan wrong : List.of(shorter, other)) {
      PieceFile.write(file("wrong"), wrong, null, film);
      assertThatExceptionOfType(PieceMismatchException.class)
          .isThrownBy(() -> FilmPieces.paint(stylizer, file("wrong"), file("part")))
          .withMessageContaining("the film");
    }
    assertThat(file("part.film")).doesNotExist();
  }

  @Test
  void aFilmWithFramesOfUnknownTimeIsNotCut() {
    Packet first = new Packet(0, 0, true);
    Packet second = new Packet(1e6, 0, true);
    assertThat(FilmCut.of(List.of(first, second), 1))
        .containsExactly(
            FilmCut.BEGINNING, new FilmCut(Double.NEGATIVE_INFINITY, second.micros(), 1e6));
    assertThat(FilmCut.of(List.of(first, new Packet(Double.NaN, 0, false), second), 1))
        .containsExactly(FilmCut.BEGINNING);
  }

  @Test
  void noNativeArrayIsLeft() throws IOException {
    Path film = TestFilms.film(file("film.mp4"), SHOTS, "-c:v", "mpeg4", "-g", "12");
    stylizer.prepare();
    int before = NativeArrays.heldBy(network);
    inPieces(stylizer, film, file("painted.mp4"), LENGTH);
    assertThat(NativeArrays.heldBy(network)).isEqualTo(before);
  }

  @Test
  void anotherStyleOrLengthHasAnotherKey() throws IOException {
    Path film = TestFilms.film(file("film.mp4"), TestFilms.PICTURES, "-c:v", "mpeg4", "-t", "0.2");
    FilmPieces pieces = FilmPieces.of(FilmStylizer.of(stylizer), "mp4");
    String key = pieces.key(film);
    assertThat(FilmPieces.of(FilmStylizer.of(stylizer), "m4v").key(film)).isEqualTo(key);
    assertThat(pieces.length(LENGTH).key(film)).isNotEqualTo(key);
    assertThat(FilmPieces.of(FilmStylizer.of(stylizer.strength(0.5)), "mp4").key(film))
        .isNotEqualTo(key);
  }

  @Test
  void whatCannotBeSplitIsRefused() throws IOException {
    FilmStylizer films = FilmStylizer.of(stylizer);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilmPieces.of(films.from(Duration.ofSeconds(1)), "mp4"))
        .withMessageContaining("a film is split as a whole");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilmPieces.of(films, "txt"))
        .withMessageContaining("a film can be written as .mp4");
    FilmPieces pieces = FilmPieces.of(films, "mp4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pieces.length(Duration.ZERO))
        .withMessageContaining("longer than 0 s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilmPieces.join(file("film.mp4"), List.of(), file("painted.mp4")))
        .withMessageContaining("at least one part");
    Files.writeString(file("notes.mp4"), "no film");
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> pieces.split(file("notes.mp4"), folder, piece -> {}))
        .withMessageContaining("notes.mp4: ffmpeg cannot read it");
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> FilmPieces.paint(stylizer, file("notes.mp4"), file("part")))
        .withMessageContaining("notes.mp4");
  }
}
