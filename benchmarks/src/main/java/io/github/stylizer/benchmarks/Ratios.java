package io.github.stylizer.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.stylizer.internal.io.AtomicFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares times that belong together: the library with a rival, a call with its part, a method
 * with the floor that the machine sets. What is compared takes turns in one process.
 */
public final class Ratios {
  private static final PrintStream OUT = System.out;

  /** A group of comparisons. */
  interface Comparison {
    /**
     * Measures.
     *
     * @param shortly whether little time is to be spent
     */
    List<Ratio> measure(boolean shortly) throws IOException;
  }

  private Ratios() {}

  /**
   * Measures all, or some, and prints them.
   *
   * @param arguments the JSON file to write; {@code --short} for fewer turns; words to choose
   *     groups by, such as {@code transform}
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean shortly = words.remove("--short");
    if (words.isEmpty()) {
      throw new IllegalArgumentException("Ratios FILE.json [--short] [GROUP...]");
    }
    Path file = Path.of(words.remove(0));
    Map<String, Comparison> groups = groups();
    if (!words.isEmpty()) {
      groups.keySet().retainAll(words);
    }
    List<Ratio> ratios = new ArrayList<>();
    for (Comparison group : groups.values()) {
      for (Ratio ratio : group.measure(shortly)) {
        ratios.add(ratio);
        print(ratio);
      }
    }
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    byte[] json = (gson.toJson(ratios) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(json));
  }

  private static Map<String, Comparison> groups() {
    Map<String, Comparison> groups = new LinkedHashMap<>();
    groups.put("transform", new TransformRatios());
    groups.put("call", new WholeCallRatios());
    groups.put("metanet", new MetaNetRatios());
    groups.put("gatys", new GatysRatios());
    groups.put("first", new FirstPictureRatios());
    return groups;
  }

  private static void print(Ratio ratio) {
    OUT.printf(
        "%-52s %8.1f ms   %-36s %8.1f ms   ratio %.3f%s%n",
        ratio.name(),
        ratio.milliseconds(),
        ratio.reference(),
        ratio.referenceMilliseconds(),
        ratio.ratio(),
        ratio.limit() == null
            ? ""
            : ", at most %.2f: %s".formatted(ratio.limit(), ratio.met() ? "met" : "MISSED"));
  }
}
