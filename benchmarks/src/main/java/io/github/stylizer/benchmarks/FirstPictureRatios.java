package io.github.stylizer.benchmarks;

import io.github.stylizer.TransformModel;
import io.github.stylizer.image.ImageEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The time from the start of a JVM to an image on disk, compared with what a user is willing to
 * wait.
 */
final class FirstPictureRatios implements Ratios.Comparison {
  private static final int SIDE = 256;
  private static final double WILLING_TO_WAIT = 3000;

  @Override
  public List<Ratio> measure(boolean shortly) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.onDisk()) {
      Path network = folder.path().resolve("network.safetensors");
      Path photo = folder.path().resolve("photo.jpg");
      try (TransformModel model = RandomNetwork.of(8)) {
        model.saveHalf(network);
      }
      ImageEncoder.standard().write(RandomPictures.squares(1, SIDE, 1).get(0), photo);
      int turns = shortly ? 3 : 9;
      double[] totals = new double[turns];
      Map<String, double[]> steps = new LinkedHashMap<>();
      // Files that the first turn reads are cached for the others.
      for (int turn = -1; turn < turns; turn++) {
        long began = System.nanoTime();
        Map<String, Double> times = run(network, photo, folder.path().resolve("painted.png"));
        if (turn >= 0) {
          totals[turn] = (System.nanoTime() - began) / 1e6;
          int index = turn;
          times.forEach(
              (step, time) -> steps.computeIfAbsent(step, any -> new double[turns])[index] = time);
        }
      }
      return List.of(ratio(Turns.median(totals), steps, turns));
    }
  }

  private static Ratio ratio(double total, Map<String, double[]> steps, int turns) {
    String parts =
        steps.entrySet().stream()
            .map(
                step ->
                    String.format(
                        Locale.ROOT, "%s %.0f", step.getKey(), Turns.median(step.getValue())))
            .collect(Collectors.joining(", "));
    return new Ratio(
        String.format(Locale.ROOT, "first picture of a process, base 8, %d²", SIDE),
        "From the start of the JVM to its end, all files cached. In milliseconds: " + parts + ".",
        total,
        "what a user waits for",
        WILLING_TO_WAIT,
        total / WILLING_TO_WAIT,
        1.0,
        turns);
  }

  private static Map<String, Double> run(Path network, Path photo, Path picture)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-DOPT_OUT_TRACKING=true",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                FirstPicture.class.getName(),
                network.toString(),
                photo.toString(),
                picture.toString(),
                Long.toString(System.currentTimeMillis()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<String, Double> steps = new LinkedHashMap<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines
          .lines()
          .map(line -> line.split("\t"))
          .forEach(parts -> steps.put(parts[0], Double.valueOf(parts[1])));
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException("the first picture of a process failed with exit code " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new InterruptedIOException("interrupted while a process painted");
    }
    return steps;
  }
}
