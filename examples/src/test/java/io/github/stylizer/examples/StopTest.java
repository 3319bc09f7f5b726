package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.film.TestFilms;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program of its own is told to stop, as Ctrl-C does. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGINT to send")
class StopTest {

  @TempDir Path folder;
  private Path photo;
  private Path painting;
  private Path network;

  @BeforeEach
  void makeFiles() throws IOException {
    photo = NoiseImages.write(folder.resolve("photo.png"), 48, 40);
    painting = NoiseImages.write(folder.resolve("painting.png"), 40, 40);
    network = RandomVgg19.write(folder.resolve("vgg19.safetensors"));
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {0, 100})
  void ctrlCWritesTheBestPictureSoFar(int columns) throws IOException, InterruptedException {
    Path output = folder.resolve("out.png");
    String said =
        stopped(
            columns,
            "optimizing 48x40",
            photo.toString(),
            "--style=" + painting,
            "--vgg19=" + network,
            "--evaluations=1000000",
            "--output=" + output);
    assertThat(said).contains("wrote " + output, "interrupted").doesNotContain("\tat ");
    BufferedImage painted = ImageIO.read(output.toFile());
    assertThat(painted.getWidth()).isEqualTo(48);
    assertThat(painted.getHeight()).isEqualTo(40);
  }

  @Test
  void ctrlCWritesACheckpointAndSaysHowToGoOn() throws IOException, InterruptedException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    Files.move(photo, photos.resolve("photo.png"));
    Path out = folder.resolve("training");
    String said =
        stopped(
            0,
            "(5 of 50)",
            "train",
            "fastnet",
            "--style=" + painting,
            "--content=" + photos,
            "--vgg19=" + network,
            "--base=4",
            "--size=32",
            "--batch=1",
            "--steps=50",
            "--photo=" + painting,
            "--pictures-every=1",
            "--out=" + out);
    assertThat(said).contains("wrote " + out).doesNotContain("\tat ");
    assertThat(out.resolve("checkpoint.safetensors")).exists();
    assertThat(out.resolve("network.safetensors")).exists();
    long done = Long.parseLong(found("interrupted after (\\d+) steps", said));
    assertThat(done).isBetween(5L, 49L);

    String line = found("resume with: ./stylize (.*)", said);
    String oneMore = line.replace("--steps=50", "--steps=" + (done + 1));
    Call resumed = Call.of((Object[]) oneMore.split(" "));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains(String.format(Locale.ROOT, "(%d of %d)", done, done + 1));
  }

  @Test
  void ctrlCWritesTheFilmSoFarAndTheSameCommandGoesOn() throws IOException, InterruptedException {
    Path model = RandomNetwork.write(folder.resolve("network.safetensors"));
    Path film =
        TestFilms.withSound(folder.resolve("clip.mp4"), "testsrc=size=320x240:rate=25:duration=6");
    Path output = folder.resolve("painted.mp4");
    String[] arguments = {film.toString(), "--model=" + model, "--output=" + output};
    String said = stopped(0, "(15 of 150)", arguments);
    assertThat(said).contains("interrupted; the same command goes on").doesNotContain("\tat ");
    int done = Integer.parseInt(found("wrote " + output + " \\((\\d+) frames", said));
    assertThat(TestFilms.times(output)).hasSize(done).hasSizeBetween(15, 149);

    Call resumed = Call.of((Object[]) arguments);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains(String.format(Locale.ROOT, "(%d of 150)", done));
    assertThat(TestFilms.times(output)).isEqualTo(TestFilms.times(film));
    assertThat(folder.resolve(".painted.mp4.stylizer")).doesNotExist();
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  /** Starts the program, stops it when it has said something, and returns what it said then. */
  private static String stopped(int columns, String when, String... arguments)
      throws IOException, InterruptedException {
    Process program = start(columns, arguments);
    String said;
    try (BufferedReader err = program.errorReader()) {
      waitFor(err, when);
      new ProcessBuilder("kill", "-INT", Long.toString(program.pid())).start().waitFor();
      said = err.lines().collect(Collectors.joining("\n"));
    }
    assertThat(program.waitFor()).as(said).isEqualTo(130);
    return said;
  }

  /** Reads by characters, because a bar has no ends of lines. */
  private static void waitFor(BufferedReader reader, String text) throws IOException {
    StringBuilder said = new StringBuilder();
    while (said.indexOf(text) < 0) {
      int character = reader.read();
      assertThat(character).as(said.toString()).isNotEqualTo(-1);
      said.append((char) character);
    }
  }

  private static Process start(int columns, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.awt.headless=true");
    command.add("-D" + ProgressDisplay.COLUMNS_PROPERTY + "=" + columns);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
