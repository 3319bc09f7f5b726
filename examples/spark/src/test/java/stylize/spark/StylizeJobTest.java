package stylize.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A job on two executors, of which one is killed, compared with what one process paints. */
@ExtendWith(LocalCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StylizeJobTest {
  private static final int PHOTOS = Integer.getInteger("stylize.photos", 60);

  @TempDir static Path work;
  private static SparkSession spark;

  @BeforeAll
  static void start() throws IOException {
    TestPhotos.write(work.resolve("photos"), PHOTOS);
    Files.createDirectory(work.resolve("opened"));
    spark = LocalCluster.session();
  }

  private static StylizeJob.Builder job() {
    return StylizeJob.builder(
        work.resolve("photos").toString(),
        work.resolve("painted").toString(),
        new CountedWave(work.resolve("opened").toString()));
  }

  @Test
  @Order(1)
  void anExecutorIsKilledAndAllPhotosArePainted() throws Exception {
    List<String> removed = LocalCluster.removedExecutors(spark);
    List<JobProgress> progress = new CopyOnWriteArrayList<>();
    ExecutorService killer = Executors.newSingleThreadExecutor();
    Dataset<Row> report;
    long start = System.nanoTime();
    try {
      Future<Long> killed = killer.submit(new KilledExecutor(work.resolve("painted"), "photo .*", PHOTOS / 3));
      report = job().photosPerTask(10).onProgress(progress::add).build().run(spark);
      System.out.printf("%d photos in %.1f s%n", PHOTOS, (System.nanoTime() - start) / 1e9);
      assertThat(killed.get()).isPositive();
    } finally {
      killer.shutdownNow();
    }
    List<Row> rows = report.collectAsList();
    Map<String, Long> shares =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> "executor " + text(row, "executor") + " " + text(row, "status"),
                    TreeMap::new,
                    Collectors.counting()));
    System.out.println(shares);

    assertThat(removed).isNotEmpty();
    assertThat(rows.stream().map(row -> text(row, "path")))
        .hasSize(PHOTOS + TestPhotos.BROKEN)
        .doesNotHaveDuplicates();
    Map<String, String> failures = failures(rows);
    failures.values().forEach(System.out::println);
    assertThat(failures.keySet()).containsExactly("cut.jpg", "empty.jpg", "notes.txt", "tiny.png");
    assertThat(failures).allSatisfy((path, error) -> assertThat(error).contains(path));
    assertThat(progress.get(progress.size() - 1))
        .returns((long) TestPhotos.BROKEN, JobProgress::failed)
        .matches(last -> last.painted() + last.kept() == PHOTOS);
    assertPicturesAreThoseOfOneProcess();
    assertOneStylizerForEachExecutor();
  }

  private static Map<String, String> failures(List<Row> report) {
    return report.stream()
        .filter(row -> text(row, "status").equals("failed"))
        .collect(
            Collectors.toMap(
                row -> text(row, "path"),
                row -> text(row, "error"),
                (one, two) -> two,
                TreeMap::new));
  }

  private static List<String> paths(List<Row> report, String status) {
    return report.stream()
        .filter(row -> text(row, "status").equals(status))
        .map(row -> text(row, "path"))
        .sorted()
        .toList();
  }

  private static String text(Row report, String column) {
    return report.getString(report.fieldIndex(column));
  }

  private static void assertPicturesAreThoseOfOneProcess() throws IOException {
    Path expected = Files.createDirectory(work.resolve("expected"));
    try (Stylizer stylizer = Stylizer.style("great-wave")) {
      for (Path photo : visible(work.resolve("photos"))) {
        try {
          stylizer.apply(
              photo, expected.resolve(photo.getFileName().toString().replace(".txt", ".png")));
        } catch (StylizerException | IllegalArgumentException e) {
          // As expected of a broken photo.
        }
      }
    }
    List<Path> pictures = visible(work.resolve("painted"));
    assertThat(names(pictures)).isEqualTo(names(visible(expected))).hasSize(PHOTOS);
    for (Path picture : pictures) {
      assertThat(picture).hasSameBinaryContentAs(expected.resolve(picture.getFileName()));
    }
    assertThat(
            names(all(work.resolve("painted"))).stream()
                .filter(name -> name.startsWith(".") || name.startsWith("_")))
        .containsExactly("_report");
  }

  private static void assertOneStylizerForEachExecutor() throws IOException {
    List<Path> opened = all(work.resolve("opened"));
    List<String> processes = names(opened).stream().map(name -> name.split("-")[0]).toList();
    assertThat(processes).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(2);
    for (Path file : opened) {
      assertThat(file).hasContent("1");
    }
  }

  @Test
  @Order(2)
  void aSecondRunPaintsWhatIsMissing() throws IOException {
    Path painted = work.resolve("painted");
    List<String> missing = List.of("photo 0000.png", "photo 0007.jpg", "photo 0042.jpg");
    Path kept = painted.resolve("photo 0001.jpg");
    Files.writeString(kept, "as it was");
    for (String picture : missing) {
      Files.delete(painted.resolve(picture));
    }

    List<Row> report = job().build().run(spark).collectAsList();

    assertThat(paths(report, "painted")).isEqualTo(missing);
    assertThat(paths(report, "kept")).hasSize(PHOTOS - missing.size());
    assertThat(missing).allSatisfy(picture -> assertThat(painted.resolve(picture)).exists());
    assertThat(kept).hasContent("as it was");
  }

  private static List<Path> visible(Path folder) throws IOException {
    return all(folder).stream()
        .filter(file -> !file.getFileName().toString().matches("[._].*"))
        .toList();
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }
}
