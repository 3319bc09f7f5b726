package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.film.TestFilms;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs are killed at random moments, without a chance to clean up. {@code -Dkills=100} kills
 * more often than a build does.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SuddenDeathTest {
  private static final int KILLS = Integer.getInteger("kills", 1);
  private static final int PHOTOS = 8;
  private static final int PAINTINGS = 40;

  @TempDir Path folder;
  private final Random random = new Random(System.nanoTime());
  private Path photos;
  private Path painting;
  private Path network;
  private Path temporary;

  @BeforeEach
  void makeFiles() throws IOException {
    photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      NoiseImages.write(photos.resolve(i + ".png"), 300 + i, 200);
    }
    painting = NoiseImages.write(folder.resolve("painting.png"), 40, 40);
    network = RandomVgg19.write(folder.resolve("vgg19.safetensors"));
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  @Test
  void noPictureIsEverIncompleteAndNothingIsLeft() throws Exception {
    Path whole = folder.resolve("whole");
    Duration time = completed(painting(whole), said -> said.contains("wrote"));
    for (int kill = 0; kill < KILLS; kill++) {
      Path out = folder.resolve("out" + kill);
      killed(painting(out), said -> said.contains("wrote"), time);
      int count = 0;
      for (Path picture : finished(out)) {
        assertThat(picture).hasSameBinaryContentAs(whole.resolve(picture.getFileName().toString()));
        count++;
      }
      assertThat(count).isPositive();
      completed(painting(out), said -> true);
      assertThat(names(out)).isEqualTo(names(whole));
      assertThat(names(temporary)).isEmpty();
    }
  }

  @Test
  void aFilmGoesOnFrameByFrame() throws Exception {
    Path film =
        TestFilms.withSound(folder.resolve("clip.mp4"), "testsrc=size=320x240:rate=25:duration=2");
    Path out = Files.createDirectory(folder.resolve("films"));
    Path whole = Files.createDirectory(folder.resolve("whole")).resolve("painted.mp4");
    Path resumed = out.resolve("painted.mp4");
    Duration time = completed(filming(film, whole), said -> said.contains("10 %"));
    for (int kill = 0; kill < KILLS; kill++) {
      killed(filming(film, resumed), said -> said.contains(" left"), time.dividedBy(KILLS));
    }
    completed(filming(film, resumed), said -> true);
    assertThat(TestFilms.times(resumed)).isEqualTo(TestFilms.times(whole));
    assertThat(names(out)).containsExactly("painted.mp4");
  }

  private static List<String> filming(Path film, Path out) {
    return List.of(Main.class.getName(), film.toString(), "--style=great-wave", "--output=" + out);
  }

  @Test
  void aTrainingGoesOnBitForBit() throws Exception {
    Path whole = folder.resolve("whole");
    Duration time = completed(training(whole), said -> said.contains("(0 of"));
    Path expected = whole.resolve("network.safetensors");
    for (int kill = 0; kill < KILLS; kill++) {
      Path out = folder.resolve("out" + kill);
      killed(training(out), said -> said.contains("(0 of"), time);
      List<String> again = new ArrayList<>(training(out));
      if (Files.exists(out.resolve("checkpoint.safetensors"))) {
        again.add("--resume");
      }
      completed(again, said -> true);
      assertThat(out.resolve("network.safetensors")).hasSameBinaryContentAs(expected);
      assertThat(names(out)).isEqualTo(names(whole));
      assertThat(names(temporary)).isEmpty();
    }
  }

  @Test
  void noStyleCodeIsEverIncompleteAndNothingIsLeft() throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    completed(encoding(whole), said -> true);
    Duration time = fromFirstToLast(whole);
    for (int kill = 0; kill < KILLS; kill++) {
      Path out = Files.createDirectory(folder.resolve("out" + kill));
      Process program = start(encoding(out));
      while (program.isAlive() && finished(out).isEmpty()) {
        Thread.sleep(1);
      }
      killAfterAWhile(program, time);
      for (Path code : finished(out)) {
        assertThat(code).hasSameBinaryContentAs(whole.resolve(code.getFileName().toString()));
      }
      assertThat(finished(out)).isNotEmpty();
      completed(encoding(out), said -> true);
      assertThat(names(out)).isEqualTo(names(whole));
    }
  }

  /** What is there is replaced by what is whole, or not at all. */
  @Test
  void aFileThatIsReplacedIsTheOldOrTheNewOne() throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    completed(saving(whole, SavingProgram.ROUNDS), said -> true);
    for (int kill = 0; kill < KILLS; kill++) {
      Path out = Files.createDirectory(folder.resolve("out" + kill));
      killed(
          saving(out, Integer.MAX_VALUE),
          said -> said.equals(SavingProgram.SAVED),
          Duration.ofSeconds(1));
      for (String name : SavingProgram.NAMES) {
        assertThat(Files.readAllBytes(out.resolve(name)))
            .isIn(
                Files.readAllBytes(whole.resolve("0" + name)),
                Files.readAllBytes(whole.resolve("1" + name)));
      }
      completed(saving(out, SavingProgram.ROUNDS), said -> true);
      assertThat(names(out)).isEqualTo(names(whole));
    }
  }

  private List<String> encoding(Path out) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(Main.class.getName(), "code"));
    for (int i = 0; i < PAINTINGS; i++) {
      Path file = folder.resolve("painting" + i + ".png");
      if (Files.notExists(file)) {
        NoiseImages.write(file, 64 + i, 64);
      }
      arguments.add(file.toString());
    }
    arguments.add("--output=" + out);
    return arguments;
  }

  private static List<String> saving(Path out, int rounds) {
    return List.of(SavingProgram.class.getName(), out.toString(), Integer.toString(rounds));
  }

  private static Duration fromFirstToLast(Path folder) throws IOException {
    List<Instant> written = new ArrayList<>();
    for (Path file : finished(folder)) {
      written.add(Files.getLastModifiedTime(file).toInstant());
    }
    return Duration.between(Collections.min(written), Collections.max(written));
  }

  private List<String> painting(Path out) {
    return List.of(
        Main.class.getName(), photos.toString(), "--style=great-wave", "--output=" + out);
  }

  private List<String> training(Path out) {
    return List.of(
        Main.class.getName(),
        "train",
        "fastnet",
        "--style=" + painting,
        "--content=" + photos,
        "--vgg19=" + network,
        "--base=4",
        "--size=32",
        "--batch=1",
        "--steps=8",
        "--checkpoint-every=1",
        "--out=" + out);
  }

  /** What is finished: what has a name of its own. */
  private static List<Path> finished(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          // The Java runtime's own, which it removes by itself; and one for each start of a
          // training.
          .filter(file -> !file.toString().matches(".*(hsperfdata_|events.out).*"))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Runs to the end, and measures how long from the first line that begins the time to die. */
  private Duration completed(List<String> program, Predicate<String> begins) throws Exception {
    Process process = start(program);
    long began = 0;
    List<String> said = new ArrayList<>();
    try (BufferedReader err = process.errorReader()) {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        said.add(line);
        if (began == 0 && begins.test(line)) {
          began = System.nanoTime();
        }
      }
    }
    assertThat(process.waitFor()).as(String.join("\n", said)).isZero();
    assertThat(began).as(String.join("\n", said)).isNotZero();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void killed(List<String> arguments, Predicate<String> begins, Duration time)
      throws Exception {
    Process program = start(arguments);
    try (BufferedReader err = program.errorReader()) {
      String line = err.readLine();
      while (line != null && !begins.test(line)) {
        line = err.readLine();
      }
      killAfterAWhile(program, time);
    }
  }

  private void killAfterAWhile(Process program, Duration time) throws InterruptedException {
    Thread.sleep((long) (random.nextDouble() * time.toMillis()));
    program.destroyForcibly().waitFor();
    // A process spares unfinished files of the last second, and may start within less.
    Thread.sleep(1100);
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.awt.headless=true");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-D" + ProgressDisplay.COLUMNS_PROPERTY + "=0");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }
}
