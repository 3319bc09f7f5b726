package io.github.stylizer.benchmarks;

import com.google.gson.GsonBuilder;
import io.github.stylizer.internal.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import javax.imageio.ImageIO;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** The files that a run leaves behind. Each is replaced as a whole. */
final class ReportFolder implements AutoCloseable {
  private static final String PLOTS = "plots";

  private final Path folder;
  private final PrintStream log;

  private ReportFolder(Path folder, PrintStream log) {
    this.folder = folder;
    this.log = log;
  }

  /**
   * Makes the folder if there is none, and removes what an earlier run has left in it.
   *
   * @throws IOException if it cannot be written
   */
  static ReportFolder open(Path folder) throws IOException {
    Path plots = folder.resolve(PLOTS);
    Files.createDirectories(plots);
    AtomicFile.removeUnfinished(folder);
    AtomicFile.removeUnfinished(plots);
    for (String name : new String[] {"jmh.json", "ratios.json", "machine.json", "report.md"}) {
      Files.deleteIfExists(folder.resolve(name));
    }
    try (DirectoryStream<Path> old = Files.newDirectoryStream(plots, "*.png")) {
      for (Path plot : old) {
        Files.delete(plot);
      }
    }
    OutputStream log = Files.newOutputStream(folder.resolve("run.log"));
    return new ReportFolder(folder, new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  /** What JMH and other programs have to say. */
  PrintStream log() {
    return log;
  }

  Path report() {
    return folder.resolve("report.md");
  }

  Path ratios() {
    return folder.resolve("ratios.json");
  }

  void writeReport(String markdown) throws IOException {
    write(report(), markdown);
  }

  void writeMachine(Map<String, String> rows) throws IOException {
    String json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(rows);
    write(folder.resolve("machine.json"), json + "\n");
  }

  void writeResults(Collection<RunResult> results) throws IOException {
    AtomicFile.write(
        folder.resolve("jmh.json"),
        stream -> {
          PrintStream text = new PrintStream(stream, false, StandardCharsets.UTF_8);
          ResultFormatFactory.getInstance(ResultFormatType.JSON, text).writeOut(results);
          text.flush();
        });
  }

  /** Writes a picture and returns its path as seen from the report. */
  String writePlot(String name, BufferedImage picture) throws IOException {
    String file = PLOTS + "/" + name + ".png";
    AtomicFile.write(folder.resolve(file), stream -> ImageIO.write(picture, "png", stream));
    return file;
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    log.close();
  }
}
