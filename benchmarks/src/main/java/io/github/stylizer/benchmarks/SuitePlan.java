package io.github.stylizer.benchmarks;

import java.util.List;

/** What is measured: the sections of the report, with parameters for each mode. */
final class SuitePlan {
  private SuitePlan() {}

  /**
   * The sections in their order.
   *
   * @param isShort whether all together shall take less than five minutes on two processors
   * @param isGpu whether a GPU computes, which has time for all combinations of parameters
   */
  static List<Section> sections(boolean isShort, boolean isGpu) {
    return List.of(machine(isShort), gatys(isShort));
  }

  private static Section machine(boolean isShort) {
    return Section.of(
        "machine",
        "The machine's convolution rate",
        "One 3x3 convolution over 128 channels of 128x128, 4.83 GFLOP, as VGG has them at 256².",
        Selection.of(
            "ConvolutionBenchmark\\.", isShort ? new Effort(1, 2, 1) : new Effort(2, 5, 2)));
  }

  private static Section gatys(boolean isShort) {
    Selection selection =
        Selection.of("GatysBenchmark\\.", isShort ? new Effort(0, 1, 1) : new Effort(1, 5, 1));
    return Section.of(
        "gatys",
        "Gatys: one evaluation",
        "On VGG-19 up to relu4_1.",
        isShort ? selection.with("side", 256) : selection.with("side", 256, 512));
  }
}
