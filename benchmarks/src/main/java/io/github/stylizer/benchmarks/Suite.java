package io.github.stylizer.benchmarks;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs all benchmarks and writes a report: the program behind {@code benchmarks/run}. */
@Command(
    name = Suite.NAME,
    description = "Runs the benchmarks and writes JSON and a report in Markdown with plots.",
    sortOptions = false)
public final class Suite implements Callable<Integer> {
  static final String NAME = "benchmarks/run";

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  @Option(names = "--short", description = "Few iterations and small sizes: below five minutes.")
  private boolean isShort;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "${sys:benchmarks.out:-benchmarks/target/report}",
      description = "Where the report goes; ${DEFAULT-VALUE} if not given.")
  private Path out;

  @Option(names = "--list", description = "Says what can be run, and runs nothing.")
  private boolean isList;

  @Option(names = "--help", usageHelp = true, description = "Says this.")
  private boolean isHelp;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Sections, or parts of names of benchmarks; everything if there are none.")
  private List<String> names = List.of();

  private final PrintStream output = System.out;
  private final PrintStream progress = System.err;

  private Suite() {}

  /**
   * Runs the command and ends the program: 0 if it is done, 1 if something failed, 2 if it was used
   * wrongly.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    // Otherwise a benchmark would run on when this program is ended from outside.
    Runtime.getRuntime().addShutdownHook(new Thread(Suite::endForks));
    CommandLine line = new CommandLine(new Suite());
    line.setParameterExceptionHandler((e, all) -> failed(e, WRONG_USE));
    line.setExecutionExceptionHandler(
        (e, command, all) -> failed(e, e instanceof IllegalArgumentException ? WRONG_USE : FAILED));
    System.exit(line.execute(arguments));
  }

  private static void endForks() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
  }

  private static int failed(Exception e, int code) {
    boolean saysEnough = e instanceof IllegalArgumentException || code == WRONG_USE;
    System.err.println(NAME + ": " + (saysEnough ? e.getMessage() : Reason.of(e)));
    return code;
  }

  @Override
  public Integer call() throws IOException {
    List<BenchmarkListEntry> benchmarks = JmhRunner.benchmarks();
    Choice choice = new Choice(names);
    choice.check(SuitePlan.sections(isShort, true), benchmarks);
    if (isList) {
      list(choice, benchmarks);
      return DONE;
    }
    try (ReportFolder folder = ReportFolder.open(out)) {
      boolean isDone = measure(choice, benchmarks, folder);
      progress.println("wrote " + folder.report());
      return isDone ? DONE : FAILED;
    }
  }

  private void list(Choice choice, List<BenchmarkListEntry> benchmarks) {
    for (Choice.Chosen chosen : choice.of(SuitePlan.sections(isShort, true), benchmarks)) {
      output.printf("%-10s %s%n", chosen.section().name(), chosen.section().title());
      chosen.runs().stream()
          .map(BenchmarkRun::shortName)
          .distinct()
          .forEach(benchmark -> output.println("           " + benchmark));
    }
    if (choice.includesRatios()) {
      output.printf("%-10s %s%n", RatiosRun.NAME, RatiosRun.TITLE);
    }
  }

  private boolean measure(Choice choice, List<BenchmarkListEntry> benchmarks, ReportFolder folder)
      throws IOException {
    OffsetDateTime begun = OffsetDateTime.now();
    Map<String, String> machine = new LinkedHashMap<>(Machine.describe());
    note(machine, "load before");
    machine.putAll(engine(folder));
    folder.writeMachine(machine);
    boolean isGpu = machine.getOrDefault(EngineProbe.DEVICE, "").startsWith(EngineProbe.GPU);
    List<Choice.Chosen> sections = choice.of(SuitePlan.sections(isShort, isGpu), benchmarks);
    int runs = sections.stream().mapToInt(section -> section.runs().size()).sum();
    int parts = sections.size() + (choice.includesRatios() ? 1 : 0);
    SuiteRun run = new SuiteRun(folder, new Report(begun, isShort, machine), progress, parts, runs);
    for (Choice.Chosen section : sections) {
      run.measure(section);
    }
    if (choice.includesRatios()) {
      progress.println(RatiosRun.TITLE + " …");
      run.add(RatiosRun.run(folder.ratios(), isShort, folder.log()));
    }
    note(machine, "load after");
    long seconds = Duration.between(begun, OffsetDateTime.now()).toSeconds();
    machine.put("the run took", seconds / 60 + " min " + seconds % 60 + " s");
    folder.writeMachine(machine);
    run.finish();
    return !run.hasFailed();
  }

  /** The load is of this machine, whoever causes it. */
  private static void note(Map<String, String> machine, String name) {
    Machine.load().ifPresent(load -> machine.put(name, String.format(Locale.ROOT, "%.2f", load)));
  }

  private Map<String, String> engine(ReportFolder folder) throws IOException {
    if (!EngineProbe.isBundled()) {
      progress.println(
          "no native library on the class path: DJL fetches the one for this machine, up to 3 GB,"
              + " if it is not there yet …");
    }
    Path file = Files.createTempFile("benchmarks-engine", ".json");
    try {
      JavaFork.run(EngineProbe.class.getName(), List.of(file.toString()), folder.log());
      return new Gson()
          .fromJson(Files.readString(file), new TypeToken<Map<String, String>>() {}.getType());
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
