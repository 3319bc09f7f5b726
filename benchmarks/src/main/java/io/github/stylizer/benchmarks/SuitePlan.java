package io.github.stylizer.benchmarks;

import io.github.stylizer.benchmarks.Section.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What is measured: the sections of the report, with parameters for each mode. */
final class SuitePlan {
  private final boolean isShort;
  private final boolean isGpu;

  private SuitePlan(boolean isShort, boolean isGpu) {
    this.isShort = isShort;
    this.isGpu = isGpu;
  }

  /**
   * The sections in their order.
   *
   * @param isShort whether all together shall take less than five minutes on two processors
   * @param isGpu whether a GPU computes, which has time for all combinations of parameters
   */
  static List<Section> sections(boolean isShort, boolean isGpu) {
    SuitePlan plan = new SuitePlan(isShort, isGpu);
    return List.of(
        plan.machine(),
        plan.original(),
        plan.fastnet(),
        plan.metanet(),
        plan.training(),
        plan.images(),
        plan.scale());
  }

  private Section machine() {
    return Section.of(
        "machine",
        "The machine's convolution rate",
        "One 3x3 convolution over 128 channels of 128x128, 4.83 GFLOP: the middle of a VGG at 256²."
            + " 4.83 over the milliseconds is the rate in TFLOP/s that nothing here can exceed.",
        Selection.of(
            "ConvolutionBenchmark\\.", isShort ? new Effort(1, 3, 1) : new Effort(2, 5, 2)));
  }

  private Section original() {
    Effort once = new Effort(0, 1, 1);
    Selection gatys =
        Selection.of("GatysBenchmark\\.", once)
            .with("vgg", "VGG16")
            .with("evaluations", isShort ? 20 : 300);
    Selection frames = Selection.of("\\.thousand", once).with("frames", isShort ? 10 : 1000);
    return Section.of(
            "original",
            "As the original measured it",
            "The same random picture of 256x256 again and again, its first calls included, base 32,"
                + " float32, nothing but arrays: `thousandStyles` goes from a painting to weights,"
                + " `thousandTransforms` from weights to a picture, `thousandBoth` does both for"
                + " each picture. Gatys makes one picture in many evaluations. The published"
                + " figures are the original's, **on a GTX 1080 Ti, not on this machine**: beside"
                + " a CPU they only say what users of the original are used to.",
            isShort ? gatys.with("side", 256) : gatys.with("side", 256, 512),
            frames)
        .counting("per second", "frames")
        .beside(
            new Published("GatysBenchmark.evaluations", Map.of("side", "256"), "18.6 s"),
            new Published("FastNetBenchmark.thousandImages", Map.of(), "207/s"),
            new Published("MetaNetBenchmark.thousandStyles", Map.of(), "117/s"),
            new Published("MetaNetBenchmark.thousandTransforms", Map.of(), "217/s"),
            new Published("MetaNetBenchmark.thousandBoth", Map.of(), "76/s"));
  }

  private Section fastnet() {
    String photos = "FastNetBenchmark\\.photos";
    return Section.of(
            "fastnet",
            "Fastnet: as an application sees it",
            "From `BufferedImage` to `BufferedImage`, another photo at every call. A batch of more"
                + " than one photo is one operation.",
            variations(photos).toArray(Selection[]::new))
        .counting("pictures/s", "batch")
        .drawn(plots("Fastnet", photos).toArray(Plot[]::new));
  }

  private Section metanet() {
    String all = "MetaNetBenchmark\\.(styles|transforms|both)";
    return Section.of(
            "metanet",
            "Metanet: as an application sees it",
            "`styles` goes from paintings to models that are ready to paint, `transforms` paints"
                + " photos with one of them, `both` paints each photo in a style of its own that was"
                + " never seen before; from `BufferedImage` to `BufferedImage`. Hidden size 128,"
                + " statistics of VGG-16.",
            isShort && !isGpu
                ? new Selection[] {standard(all).with("base", 8)}
                : variations(all).toArray(Selection[]::new))
        .counting("pictures/s", "batch")
        .drawn(plots("Metanet", all).toArray(Plot[]::new));
  }

  private Section training() {
    Selection steps = trainings("step", isShort ? new Effort(1, 1, 3) : new Effort(1, 3, 10));
    Effort alone = isShort ? new Effort(1, 1, 1) : new Effort(1, 3, 3);
    Selection optimizer = trainings("optimizer", alone);
    Selection photos = trainings("data", alone).with("method", "fastnet");
    return Section.of(
            "training",
            "Training",
            "Steps of the real trainers on photos of 640x480, with VGG-16 as loss network. `data`,"
                + " the wait for photos, `forward`, `lossNetwork` and `backwardAndOptimizer` are"
                + " shares of a step, 0 … 1. Alone: `TrainingBenchmark.data` prepares a batch of"
                + " photos, while nothing else is done, `optimizer` is Adam, on as many numbers as"
                + " the network has.",
            isShort
                ? new Selection[] {steps, optimizer, photos}
                : new Selection[] {
                  steps.with("base", 16, 32),
                  steps.with("side", 256),
                  optimizer.with("base", 16, 32),
                  photos.with("side", 128, 256)
                })
        .counting("per second")
        .drawn(new TrainingSplit("training", "A training step"));
  }

  private static Selection trainings(String benchmark, Effort effort) {
    return Selection.of("TrainingBenchmark\\." + benchmark, effort)
        .with("method", "fastnet", "metanet")
        .with("base", 16)
        .with("side", 128)
        .with("batch", 4);
  }

  private Section images() {
    Selection selection =
        Selection.of("ImageBenchmark\\.", isShort ? new Effort(1, 1, 1) : new Effort(2, 3, 2));
    return Section.of(
        "images",
        "Pictures: before and behind a network",
        "What a stylizer of files does but paint, each step by itself for one square picture;"
            + " `encode…` waits until the disk has the file.",
        isShort ? selection.with("side", 256) : selection.with("side", 256, 1024));
  }

  private Section scale() {
    // One iteration: the peak is that of all.
    Effort effort = new Effort(1, 1, isShort ? 1 : 10);
    Selection size = Selection.of("ScaleBenchmark\\.size", effort).with("base", 32);
    Selection batch = Selection.of("ScaleBenchmark\\.batch", effort).with("base", 32);
    Axis pixels = Axis.megapixels("side");
    return Section.of(
            "scale",
            "Scale: time and memory against pixels",
            "A transform network of base 32 on one picture of any size, and on many of 256x256."
                + " `peakMegabytes` is how far the memory of the process rose above what it was"
                + " before, in units of 2^20 bytes (Linux only, without the memory of a GPU). Both"
                + " should grow no faster than the pixels: the dashed line.",
            isShort
                ? size.with("side", 256, 512, 1024)
                : size.with("side", 256, 512, 1024, 2048, 4096),
            isShort ? batch.with("batch", 1, 4) : batch.with("batch", 1, 4, 16))
        .drawn(
            new LinePlot(
                "scale-time",
                "Time and pixels",
                size.pattern(),
                Map.of(),
                pixels,
                Axis.milliseconds(),
                true),
            new LinePlot(
                "scale-memory",
                "Memory and pixels",
                size.pattern(),
                Map.of(),
                pixels,
                Axis.other("peakMegabytes", "MB at the peak"),
                true));
  }

  /** One photo of 256x256 by one thread, in float32. */
  private Selection standard(String pattern) {
    return Selection.of(pattern, isShort ? new Effort(1, 1, 2) : new Effort(2, 4, 4))
        .with("base", isShort ? 16 : 32)
        .with("size", 256)
        .with("batch", 1)
        .with("precision", "FLOAT32");
  }

  /** All combinations would take a processor hours: there, one parameter varies at a time. */
  private List<Selection> variations(String pattern) {
    Selection standard = standard(pattern);
    Object[] precisions = {"FLOAT32", "BFLOAT16"};
    if (isGpu && !isShort) {
      Selection all = standard.with("base", 8, 16, 32).with("precision", precisions);
      return List.of(
          all.with("size", 256, 512, 1024).with("batch", 1, 8, 32), standard.threads(2, 4));
    }
    List<Selection> variations = new ArrayList<>();
    variations.add(standard.with("base", 8, 16, 32));
    variations.add(standard.with("precision", precisions));
    if (isShort) {
      variations.add(standard.with("size", 512));
      variations.add(standard.with("batch", 8));
      variations.add(standard.threads(2));
    } else {
      variations.add(standard.with("size", 512, 1024));
      variations.add(standard.with("batch", 8, 32));
      variations.add(standard.threads(2, 4));
    }
    return variations;
  }

  private static List<Plot> plots(String title, String pattern) {
    String name = title.toLowerCase(Locale.ROOT);
    Pattern benchmarks = Pattern.compile(pattern);
    Axis time = Axis.milliseconds();
    Axis rate = Axis.picturesPerSecond("batch");
    Map<String, String> alone = Map.of("batch", "1", Measured.THREADS, "1");
    return List.of(
        new LinePlot(
            name + "-base",
            title + ": time and width of the network",
            benchmarks,
            alone,
            Axis.of("base", "base"),
            time,
            false),
        new LinePlot(
            name + "-size",
            title + ": time and size of the picture",
            benchmarks,
            alone,
            Axis.of("size", "width and height in pixels"),
            time,
            false),
        new LinePlot(
            name + "-batch",
            title + ": throughput and batch",
            benchmarks,
            Map.of("size", "256", Measured.THREADS, "1"),
            Axis.of("batch", "pictures in a batch"),
            rate,
            false),
        new LinePlot(
            name + "-threads",
            title + ": throughput and threads",
            benchmarks,
            Map.of("size", "256", "batch", "1"),
            Axis.of(Measured.THREADS, "threads that paint"),
            rate,
            false));
  }
}
