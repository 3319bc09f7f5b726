package io.github.stylizer.vgg;

import io.github.stylizer.vgg.download.DownloadLimits;
import io.github.stylizer.vgg.download.WeightsOrigin;
import io.github.stylizer.vgg.download.WeightsSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second JVM that looks for weights and prints the stages of its progress and the result. */
final class WeightsLocatorProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();

  WeightsLocatorProcess(FileServer server, Path cache, WeightsOrigin origin) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    process =
        new ProcessBuilder(
                java.toString(),
                "-DOPT_OUT_TRACKING=true",
                "-Dstylizer.vgg.url=" + server.base(),
                "-Dstylizer.cache=" + cache,
                "-cp",
                System.getProperty("java.class.path"),
                WeightsLocatorProcess.class.getName(),
                origin.fileName(),
                Long.toString(origin.bytes()),
                origin.sha256())
            .redirectErrorStream(true)
            .start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** What the second JVM runs: arguments are file name, size and checksum. */
  public static void main(String[] arguments) throws IOException {
    WeightsOrigin origin =
        new WeightsOrigin("vgg16", arguments[0], Long.parseLong(arguments[1]), arguments[2]);
    DownloadLimits patient =
        new DownloadLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 1, Duration.ZERO);
    Path found =
        new VggWeightsLocator(origin, WeightsSettings.ofSystem(), patient)
            .locate(
                null,
                PublishedFile.WANTED,
                progress -> System.out.println(progress.stage() + " " + progress.done()));
    System.out.println("found " + found);
  }

  /** Reads the output up to a line with this beginning. */
  void awaitLine(String beginning) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.startsWith(beginning)) {
        return;
      }
    }
    throw new AssertionError("no line '" + beginning + "' in the output " + lines);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + lines);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
