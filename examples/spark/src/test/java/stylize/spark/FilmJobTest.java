package stylize.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.film.FilmStylizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Films on two executors, compared with what one process paints. */
@ExtendWith(LocalCluster.class)
class FilmJobTest {
  private static final String PART = ".*\\.painted";
  private static final Duration PIECE = Duration.ofMillis(400);

  @TempDir static Path work;
  private static SparkSession spark;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectory(work.resolve("films"));
    TestClips.write(work.resolve("films/clip.mp4"), "2.4", true);
    spark = LocalCluster.session();
  }

  private static FilmJob.Builder job(String films, String output) {
    return FilmJob.builder(
            work.resolve(films).toString(),
            work.resolve(output).toString(),
            () -> Stylizer.style("great-wave"))
        .piece(PIECE);
  }

  private static Path paintedAtOnce(String name) {
    Path painted = work.resolve("once-" + name);
    try (Stylizer stylizer = Stylizer.style("great-wave")) {
      FilmStylizer.of(stylizer).apply(work.resolve("films/clip.mp4"), painted);
    }
    return painted;
  }

  @Test
  void anExecutorIsKilledAndAllFramesAreThoseOfOneProcess() throws Exception {
    List<String> removed = LocalCluster.removedExecutors(spark);
    List<FilmProgress> progress = new CopyOnWriteArrayList<>();
    ExecutorService killer = Executors.newSingleThreadExecutor();
    List<Row> report;
    try {
      Future<Long> killed = killer.submit(new KilledExecutor(work.resolve("gif"), PART, 1));
      report =
          job("films/clip.mp4", "gif")
              .format("gif")
              .onProgress(progress::add)
              .build()
              .run(spark)
              .collectAsList();
      assertThat(killed.get()).isPositive();
    } finally {
      killer.shutdownNow();
    }
    System.out.println(report);

    assertThat(removed).isNotEmpty();
    Row film = report.get(0);
    assertThat(film.getString(film.fieldIndex("status"))).isEqualTo("painted");
    assertThat(film.getLong(film.fieldIndex("frames"))).isEqualTo(60);
    assertThat(film.getInt(film.fieldIndex("pieces"))).isEqualTo(5);
    FilmProgress last = progress.get(progress.size() - 1);
    assertThat(List.of(last.painted(), last.failed(), last.pieces(), last.paintedPieces()))
        .containsExactly(1L, 0L, 5L, 5L);
    // Without loss, so that nothing but the painted frames counts.
    assertThat(work.resolve("gif/clip.gif")).hasSameBinaryContentAs(paintedAtOnce("clip.gif"));
    assertNothingIsLeft(work.resolve("gif"));
  }

  private static void assertNothingIsLeft(Path folder) throws IOException {
    assertThat(FolderWatch.count(folder, PART + "|.*\\.piece|_temporary|_films")).isZero();
  }

  @Test
  void aJobThatWasStoppedGoesOnAndBrokenFilmsAreRows() throws Exception {
    Path films = Files.createDirectory(work.resolve("mixed"));
    Files.copy(work.resolve("films/clip.mp4"), films.resolve("clip.mp4"));
    byte[] clip = Files.readAllBytes(films.resolve("clip.mp4"));
    Files.write(films.resolve("cut.mp4"), Arrays.copyOf(clip, clip.length / 2));
    Files.writeString(films.resolve("notes.txt"), "no film");
    Path painted = work.resolve("painted");
    FilmProgress[] stoppedAt = new FilmProgress[1];

    // As if the driver had died: what tasks have written stays.
    List<Row> stopped =
        job("mixed/clip.mp4", "painted")
            .onProgress(
                progress -> {
                  if (stoppedAt[0] == null && progress.paintedPieces() > 0) {
                    stoppedAt[0] = progress;
                    spark.sparkContext().cancelAllJobs();
                  }
                })
            .build()
            .run(spark)
            .collectAsList();
    TestClips.write(films.resolve("silent.mov"), "0.4", false);
    Map<String, Row> rows =
        job("mixed", "painted").build().run(spark).collectAsList().stream()
            .collect(Collectors.toMap(row -> row.getString(0), Function.identity()));
    System.out.println(stopped + "\n" + rows.values());

    assertThat(stopped.get(0).getString(3)).isEqualTo("failed");
    Row whole = rows.get("clip.mp4");
    assertThat(whole.getString(3)).isEqualTo("painted");
    assertThat(whole.getInt(whole.fieldIndex("kept"))).isPositive();
    assertThat(rows.get("silent.mov").getString(3)).isEqualTo("painted");
    assertThat(rows.get("cut.mp4").getString(5)).startsWith("cut.mp4: ffmpeg cannot read it");
    assertThat(rows.get("notes.txt").getString(5)).startsWith("notes.txt: ffmpeg cannot read it");
    Path once = paintedAtOnce("clip.mp4");
    assertThat(TestClips.times(painted.resolve("clip.mp4"))).isEqualTo(TestClips.times(once));
    assertThat(TestClips.packets(painted.resolve("clip.mp4"), "0:a"))
        .isEqualTo(TestClips.packets(films.resolve("clip.mp4"), "0:a"));
    // The encoder begins anew with each piece.
    assertThat(TestClips.difference(painted.resolve("clip.mp4"), once)).isLessThan(6);
    assertNothingIsLeft(painted);
    List<Row> third = job("mixed/*.m*", "painted").build().run(spark).collectAsList();
    assertThat(third.stream().map(row -> row.getString(0) + " " + row.getString(3)).sorted())
        .containsExactly("clip.mp4 kept", "cut.mp4 failed", "silent.mov kept");
  }

  @Test
  void withoutFfmpegOneLineSaysSo() {
    System.setProperty("stylizer.ffmpeg", "/no/ffmpeg");
    try {
      assertThatExceptionOfType(StylizerException.class)
          .isThrownBy(() -> job("films", "none").build().run(spark))
          .withMessage("/no/ffmpeg: is no program; stylizer.ffmpeg must be the path of ffmpeg");
    } finally {
      System.clearProperty("stylizer.ffmpeg");
    }
  }
}
