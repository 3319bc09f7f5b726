package io.github.stylizer.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes the machine as far as it tells. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  /** What PyTorch's libraries choose their kernels by. */
  private static final Set<String> INSTRUCTIONS =
      new TreeSet<>(
          Set.of(
              "avx2",
              "fma",
              "avx512f",
              "avx512_vnni",
              "avx512_bf16",
              "avx512_fp16",
              "amx_bf16",
              "amx_int8",
              "asimd",
              "asimdhp",
              "bf16",
              "sve"));

  /** What in the environment changes how fast PyTorch computes. */
  private static final Set<String> SETTINGS =
      new TreeSet<>(
          Set.of(
              "OMP_NUM_THREADS",
              "OMP_WAIT_POLICY",
              "MKL_NUM_THREADS",
              "ATEN_CPU_CAPABILITY",
              "ONEDNN_MAX_CPU_ISA",
              "THP_MEM_ALLOC_ENABLE",
              "MALLOC_ARENA_MAX",
              "MALLOC_MMAP_THRESHOLD_",
              "MALLOC_TRIM_THRESHOLD_",
              "CUDA_VISIBLE_DEVICES"));

  private Machine() {}

  /** Rows of a name and what belongs to it. What cannot be found out is left out. */
  static Map<String, String> describe() {
    Map<String, String> rows = new LinkedHashMap<>();
    put(rows, "commit", System.getProperty("benchmarks.commit", ""));
    processor().ifPresent(model -> rows.put("CPU", model));
    rows.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    put(rows, "vector instructions", instructions());
    put(rows, "caches", caches());
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      rows.put("memory", gigabytes(system.getTotalMemorySize()));
      rows.put("free memory", gigabytes(system.getFreeMemorySize()));
    }
    rows.put("system", properties("os.name", "os.version", "os.arch"));
    rows.put("Java", properties("java.vm.name", "java.vm.version", "java.vendor"));
    rows.put("Java heap, at most", gigabytes(Runtime.getRuntime().maxMemory()));
    SystemCommand.output(
            "nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader")
        .ifPresent(cards -> rows.put("graphics cards", cards.replaceAll("\\R", "; ")));
    SETTINGS.forEach(name -> put(rows, name, System.getenv().getOrDefault(name, "")));
    return rows;
  }

  /**
   * The mean number of programs that wanted to compute during the last minute; empty where the
   * system does not count them.
   */
  static Optional<Double> load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? Optional.empty() : Optional.of(load);
  }

  private static void put(Map<String, String> rows, String name, String value) {
    if (!value.isBlank()) {
      rows.put(name, value);
    }
  }

  private static Optional<String> processor() {
    return cpuinfo("model name")
        .or(() -> SystemCommand.output("sysctl", "-n", "machdep.cpu.brand_string"))
        .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")));
  }

  private static String instructions() {
    String found = cpuinfo("flags").or(() -> cpuinfo("Features")).orElse("");
    Set<String> flags = Set.copyOf(List.of(found.split(" ")));
    return INSTRUCTIONS.stream().filter(flags::contains).collect(Collectors.joining(", "));
  }

  /** The value of the first line with this name. */
  private static Optional<String> cpuinfo(String name) {
    if (!Files.isReadable(PROCESSORS)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.split(":", 2)[0].strip().equals(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Those of the first processor, for instance {@code L1 Data 48K, L2 Unified 1024K}. */
  private static String caches() {
    Set<String> caches = new TreeSet<>();
    if (Files.isDirectory(CACHES)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(CACHES, "index*")) {
        for (Path folder : folders) {
          caches.add(
              String.format(
                  "L%s %s %s",
                  Files.readString(folder.resolve("level")).strip(),
                  Files.readString(folder.resolve("type")).strip().toLowerCase(Locale.ROOT),
                  Files.readString(folder.resolve("size")).strip()));
        }
      } catch (IOException e) {
        return "";
      }
    }
    return String.join(", ", caches);
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  private static String properties(String... names) {
    return Stream.of(names)
        .map(name -> System.getProperty(name, ""))
        .collect(Collectors.joining(" "))
        .strip();
  }
}
