package io.github.stylizer.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.stylizer.internal.io.AtomicFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Compares pairs of times: the library with a rival, a call with a part of it, a method with the
 * machine's floor. Each pair takes turns in one process.
 */
@Command(
    name = "ratios",
    description = "Measures pairs of times in turns; prints the ratios and writes them as JSON.")
final class Ratios implements Callable<Integer> {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final PrintStream OUT = System.out;
  private static final String ROW = "%-47s  %10s  %-34s  %10s  %6s  %7s%n";

  @Option(names = "--short", description = "Fewer turns.")
  private boolean isShort;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "${sys:benchmarks.ratios:-ratios.json}",
      description = "JSON file to write (default: ${DEFAULT-VALUE}).")
  private Path file;

  @Parameters(
      paramLabel = "GROUP",
      arity = "0..*",
      description = "transform, call, callers, metanet, gatys or first (default: all).")
  private List<Group> groups = List.of(Group.values());

  private Ratios() {}

  private enum Group {
    TRANSFORM(TransformRatios::new),
    CALL(WholeCallRatios::new),
    CALLERS(CallersRatios::new),
    METANET(MetaNetRatios::new),
    GATYS(GatysRatios::new),
    FIRST(FirstPictureRatios::new);

    private final Supplier<Comparison> comparison;

    Group(Supplier<Comparison> comparison) {
      this.comparison = comparison;
    }
  }

  /** A group of comparisons. */
  interface Comparison {
    /**
     * Measures.
     *
     * @param shortly whether to use fewer turns
     */
    List<Ratio> measure(boolean shortly) throws IOException;
  }

  @Override
  public Integer call() throws IOException {
    OUT.printf(Locale.ROOT, ROW, "what", "ms", "reference", "ms", "ratio", "at most");
    List<Ratio> ratios = new ArrayList<>();
    for (Group group : groups) {
      List<Ratio> measured = group.comparison.get().measure(isShort);
      measured.forEach(Ratios::print);
      ratios.addAll(measured);
      // After every group, because all of them take many minutes.
      byte[] json = (JSON.toJson(ratios) + "\n").getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(file, out -> out.write(json));
    }
    return 0;
  }

  private static void print(Ratio ratio) {
    OUT.printf(
        Locale.ROOT,
        ROW,
        ratio.name(),
        String.format(Locale.ROOT, "%.1f", ratio.milliseconds()),
        ratio.reference(),
        String.format(Locale.ROOT, "%.1f", ratio.referenceMilliseconds()),
        String.format(Locale.ROOT, "%.3f", ratio.ratio()),
        ratio.limit() == null
            ? ""
            : String.format(Locale.ROOT, "%.2f%s", ratio.limit(), ratio.met() ? "" : " !"));
  }
}
