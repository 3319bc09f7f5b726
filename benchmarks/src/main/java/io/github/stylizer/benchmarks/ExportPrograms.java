package io.github.stylizer.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the compiled programs into files, so that {@code benchmarks/gpu/time_programs.py} can time
 * them on a machine that has PyTorch and no Java.
 */
public final class ExportPrograms {
  /** The file that says what the others are. */
  static final String LIST = "programs.json";

  /**
   * What {@link #LIST} says.
   *
   * @param programs the programs
   * @param protocol the original's measurement
   */
  record Programs(List<ExportedProgram> programs, Protocol protocol) {}

  /**
   * The original's measurement: one picture again and again.
   *
   * @param programs the names of the programs to measure so
   * @param side of the picture
   * @param frames how often
   * @param picturesPerSecond what the original reached
   * @param device on what
   */
  record Protocol(
      List<String> programs, int side, int frames, double picturesPerSecond, String device) {}

  private ExportPrograms() {}

  /**
   * Writes the programs.
   *
   * @param arguments the folder, which is made if it does not exist
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("arguments: FOLDER");
    }
    write(Path.of(arguments[0]));
  }

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<ExportedProgram> programs = new ArrayList<>();
    for (int base : new int[] {8, 16, 32}) {
      programs.addAll(ExportedTransformNets.write(base, folder));
    }
    programs.addAll(ExportedVgg.write(folder));
    Protocol protocol =
        new Protocol(
            List.of(
                ExportedTransformNets.name(Frames.BASE, Precision.FLOAT32),
                ExportedTransformNets.name(Frames.BASE, Precision.FLOAT16)),
            256,
            1000,
            207,
            "GTX 1080 Ti");
    Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    byte[] json = gson.toJson(new Programs(programs, protocol)).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve(LIST), out -> out.write(json));
  }
}
