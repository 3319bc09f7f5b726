package io.github.stylizer.examples;

import com.sun.management.OperatingSystemMXBean;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleMethods;
import io.github.stylizer.fastnet.FastNetMethod;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks what this machine has and what is missing. */
@Command(
    name = "stylize " + DoctorCommand.NAME,
    description = "Checks this machine and reports what is missing.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class)
final class DoctorCommand implements Callable<Integer> {

  static final String NAME = "doctor";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    DoctorReport report = new DoctorReport();
    programs(report);
    // First, because it sets up DJL, which the next rows are about.
    PaintingRows.add(report);
    EngineRows.add(report);
    memory(report);
    StorageRows.add(report);
    PictureRows.add(report);
    PictureRows.addFilms(report);
    methods(report);
    privacy(report);
    report.print(spec.commandLine().getOut());
    return report.isUsable() ? Main.DONE : Main.FAILED;
  }

  private static void programs(DoctorReport report) {
    report.section("Programs");
    report.row("stylizer", Versions.stylizer());
    report.row("Java", Versions.java() + ", " + System.getProperty("java.home"));
    report.row("system", Versions.system());
    report.row("processors", Runtime.getRuntime().availableProcessors());
  }

  private static void memory(DoctorReport report) {
    report.section("Memory");
    report.row("Java heap limit", Text.bytes(Runtime.getRuntime().maxMemory()));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      report.row("machine", Text.bytes(system.getTotalMemorySize()));
      report.row("free now", Text.bytes(system.getFreeMemorySize()));
    }
    String hugePages = System.getenv("THP_MEM_ALLOC_ENABLE");
    report.row("huge pages for arrays", "1".equals(hugePages) ? "requested" : "not requested");
  }

  private static void methods(DoctorReport report) {
    report.section("Methods");
    List<StyleMethod> methods = StyleMethods.all();
    for (StyleMethod method : methods) {
      report.row(method.name(), styles(method));
    }
    if (methods.isEmpty()) {
      report.row("none", "");
      report.problem("no method is on the class path: add stylizer-metanet");
    }
  }

  private static String styles(StyleMethod method) {
    String own = method instanceof FastNetMethod ? "networks that you train" : "your paintings";
    int along = method.styles().size();
    return "styles: " + own + (along == 0 ? "" : ", and " + along + " bundled");
  }

  private static void privacy(DoctorReport report) {
    report.section("Privacy");
    String out =
        Objects.requireNonNullElseGet(
            System.getenv("OPT_OUT_TRACKING"), () -> System.getProperty("OPT_OUT_TRACKING", ""));
    report.row(
        "telemetry of DJL",
        Boolean.parseBoolean(out) ? "switched off (OPT_OUT_TRACKING)" : "not off");
  }
}
