package io.github.stylizer.benchmarks;

import io.github.stylizer.Style;
import io.github.stylizer.Stylizer;
import io.github.stylizer.fastnet.FastNetMethod;
import io.github.stylizer.gatys.GatysMethod;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.metanet.MetaNetMethod;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Paints many pictures of random sizes in one process, method after method, and watches what the
 * process holds.
 */
@Command(
    name = "soak",
    description = {
      "Paints thousands of pictures of random sizes and watches memory, native arrays and open"
          + " files. Fails if the number of arrays or files changes, or resident memory grows over"
          + " the second half of a method's pictures."
    })
final class Soak implements Callable<Integer> {
  private static final PrintStream OUT = System.out;
  private static final int PAINTING_SIDE = 96;

  @Option(
      names = "--pictures",
      description = "Pictures of fastnet and of metanet (default: ${DEFAULT-VALUE}).")
  private int pictures = 20_000;

  @Option(names = "--gatys", description = "Pictures of gatys (default: ${DEFAULT-VALUE}).")
  private int gatysPictures = 200;

  @Option(
      names = "--evaluations",
      description = "Evaluations for a picture of gatys (default: ${DEFAULT-VALUE}).")
  private int evaluations = 5;

  @Option(
      names = "--fresh-every",
      description = {
        "Every how many pictures a new stylizer paints from file to file: metanet and gatys in the"
            + " style of a new painting (default: ${DEFAULT-VALUE})."
      })
  private int freshEvery = 20;

  @Option(names = "--least", description = "Shortest side in pixels (default: ${DEFAULT-VALUE}).")
  private int least = 16;

  @Option(names = "--most", description = "Longest side in pixels (default: ${DEFAULT-VALUE}).")
  private int most = 160;

  @Option(names = "--seed", description = "Of sizes and pictures (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--samples", description = "For each method (default: ${DEFAULT-VALUE}).")
  private int samples = 100;

  @Option(
      names = "--tolerance",
      description = "Accepted growth, in percent of the median (default: ${DEFAULT-VALUE}).")
  private double tolerance = 10;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "soak.csv",
      description = "CSV file for the samples (default: ${DEFAULT-VALUE}).")
  private Path file;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draws the samples as an image.")
  private Path plot;

  Soak() {}

  @Override
  public Integer call() throws IOException {
    Map<String, List<SoakSample>> taken = new LinkedHashMap<>();
    try (Writer csv = Files.newBufferedWriter(file);
        TemporaryFolder folder = TemporaryFolder.inMemory();
        Vgg vgg = RandomVgg.load()) {
      csv.write(SoakSample.HEADER + "\n");
      GatysMethod gatys = GatysMethod.builder(vgg).evaluations(evaluations).build();
      try (SoakSubject subject = new SoakSubject("fastnet", Soak::fastnet, freshEvery)) {
        taken.put(subject.method(), soak(subject, pictures, folder.path(), csv));
      }
      try (SoakSubject subject = new SoakSubject("metanet", Soak::metanet, freshEvery)) {
        taken.put(subject.method(), soak(subject, pictures, folder.path(), csv));
      }
      try (SoakSubject subject =
          new SoakSubject("gatys", i -> Stylizer.style(painting(i)).with(gatys), freshEvery)) {
        taken.put(subject.method(), soak(subject, gatysPictures, folder.path(), csv));
      }
    }
    if (plot != null) {
      ImageEncoder.standard().write(SoakPlot.of(taken), plot);
    }
    return judge(taken);
  }

  private static Stylizer fastnet(int number) {
    FastNetMethod method = new FastNetMethod();
    return Stylizer.style(method.styles().get(number % method.styles().size()).name()).with(method);
  }

  private static Stylizer metanet(int number) {
    Style style = number == 0 ? Style.of("great-wave") : painting(number);
    return Stylizer.style(style).with(new MetaNetMethod());
  }

  private static Style painting(int number) {
    return Style.of(RandomPictures.of(PAINTING_SIDE, PAINTING_SIDE, -1L - number));
  }

  private List<SoakSample> soak(SoakSubject subject, int count, Path folder, Writer csv)
      throws IOException {
    SoakSubject.RandomSides sides =
        new SoakSubject.RandomSides(new SplittableRandom(seed), least, most);
    int every = Math.max(1, count / samples);
    List<SoakSample> taken = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      subject.paint(number, sides, folder);
      if (number % every == 0) {
        SoakSample sample = SoakSample.take(subject.method(), number);
        taken.add(sample);
        csv.write(sample.toCsv() + "\n");
        csv.flush();
      }
    }
    return taken;
  }

  private int judge(Map<String, List<SoakSample>> taken) {
    int code = 0;
    for (Map.Entry<String, List<SoakSample>> method : taken.entrySet()) {
      SoakVerdict verdict = new SoakVerdict(method.getValue(), tolerance / 100);
      SoakSample last = method.getValue().get(method.getValue().size() - 1);
      OUT.printf(
          Locale.ROOT,
          "%-8s %6d pictures, %4.0f MB, growth %+.2f %%, %d arrays, %d files, %d threads%n",
          method.getKey(),
          last.pictures(),
          last.residentMegabytes(),
          100 * verdict.growth(),
          last.arrays(),
          last.files(),
          last.threads());
      Optional<String> problem = verdict.problem();
      if (problem.isPresent()) {
        System.err.println("benchmarks/run soak: " + problem.get());
        code = 1;
      }
    }
    return code;
  }
}
