package io.github.stylizer.internal.refine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Laplacian pyramid of an image (Burt and Adelson, 1983): what each halving of the size loses,
 * and the smallest image. The halving is a mean of 2x2 pixels, the doubling is bilinear. Safe for
 * concurrent use.
 *
 * <p>An optimizer that gives every number the same step length moves fine detail and large areas
 * alike if it works on the pyramid, and only fine detail if it works on the pixels.
 */
final class LaplacianPyramid {
  private static final int LEVELS = 5;

  private record Key(int levels, Device device) {}

  // A few kilobytes each; there are at most five per device.
  private static final Map<Key, LaplacianPyramid> COMPILED = new ConcurrentHashMap<>();

  private final TorchProgram split;
  private final TorchProgram collapse;
  private final TorchProgram gradient;

  private LaplacianPyramid(Key key) {
    int levels = key.levels();
    this.split = TorchProgram.compile("x: Tensor", "List[Tensor]", split(levels), key.device());
    this.collapse =
        TorchProgram.compile("p: List[Tensor]", "Tensor", collapse(levels), key.device());
    this.gradient =
        TorchProgram.compile(
            "g: Tensor, p: List[Tensor]", "List[Tensor]", gradient(levels), key.device());
  }

  /**
   * Returns the pyramid for images of a size: five levels, or fewer for a tiny image.
   *
   * @param image {@code (1, 3, H, W)}
   * @param device of the images
   */
  static LaplacianPyramid of(Shape image, Device device) {
    long side = Math.min(image.get(2), image.get(3));
    int halvings = 63 - Long.numberOfLeadingZeros(side);
    Key key = new Key(Math.min(LEVELS, 1 + halvings), device);
    return COMPILED.computeIfAbsent(key, LaplacianPyramid::new);
  }

  /** Splits an image; the finest level comes first. */
  NDList split(NDArray image) {
    return split.run(ProgramArguments.of(image));
  }

  /** Puts the levels together: the reverse of {@link #split}. */
  NDArray collapse(NDList levels) {
    return collapse.run(ProgramArguments.of().list("p", levels)).singletonOrThrow();
  }

  /**
   * Returns the gradient with respect to each level.
   *
   * @param ofImage the gradient with respect to the image
   */
  NDList gradient(NDArray ofImage, NDList levels) {
    return gradient.run(ProgramArguments.of(ofImage).list("p", levels));
  }

  private static String size(String array) {
    return String.format(Locale.ROOT, "[torch.size(%s, 2), torch.size(%s, 3)]", array, array);
  }

  private static List<String> split(int levels) {
    List<String> lines = new ArrayList<>();
    List<String> results = new ArrayList<>();
    lines.add("x0 = x");
    for (int i = 0; i < levels - 1; i++) {
      String image = "x" + i;
      String half = "x" + (i + 1);
      lines.add(
          String.format(Locale.ROOT, "%s = torch.avg_pool2d(%s, [2, 2], [2, 2])", half, image));
      lines.add(
          String.format(
              Locale.ROOT,
              "l%d = torch.sub(%s, %s)",
              i,
              image,
              BilinearResize.expression(half, image)));
      results.add("l" + i);
    }
    // A copy even if there is nothing to halve: the levels are changed in place.
    results.add(String.format(Locale.ROOT, "torch.clone(x%d)", levels - 1));
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }

  private static List<String> collapse(int levels) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "x = torch.clone(p[%d])", levels - 1));
    for (int i = levels - 2; i >= 0; i--) {
      String level = String.format(Locale.ROOT, "p[%d]", i);
      lines.add(
          String.format(
              Locale.ROOT, "x = torch.add(%s, %s)", BilinearResize.expression("x", level), level));
    }
    lines.add("return x");
    return lines;
  }

  private static List<String> gradient(int levels) {
    List<String> lines = new ArrayList<>();
    List<String> results = new ArrayList<>(List.of("g0"));
    lines.add("g0 = torch.contiguous(g)");
    for (int i = 1; i < levels; i++) {
      String finer = String.format(Locale.ROOT, "p[%d]", i - 1);
      String level = String.format(Locale.ROOT, "p[%d]", i);
      lines.add(
          String.format(
              Locale.ROOT,
              ("g%d = torch.upsample_bilinear2d_backward(g%d, %s,"
                  + " [torch.size(%s, 0), torch.size(%s, 1), torch.size(%s, 2), torch.size(%s, 3)],"
                  + " False)"),
              i,
              i - 1,
              size(finer),
              level,
              level,
              level,
              level));
      results.add("g" + i);
    }
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }
}
