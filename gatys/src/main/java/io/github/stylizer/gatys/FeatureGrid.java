package io.github.stylizer.gatys;

import io.github.stylizer.FeatureExtractor;
import java.util.ArrayList;
import java.util.List;

/**
 * Program text that brings the feature maps of all taps to the grid of the third one: finer maps
 * are averaged, coarser ones enlarged bilinearly.
 *
 * @param taps their number
 * @param gridTap the index of the third one
 * @param mapped whether the channels of each tap are then multiplied by a square matrix of the list
 *     {@code w}
 */
record FeatureGrid(int taps, int gridTap, boolean mapped) {
  private static final String SMALLEST_NORM = "1e-12";

  FeatureGrid(FeatureExtractor extractor, boolean mapped) {
    this(extractor.taps().size(), Math.min(2, extractor.taps().size() - 1), mapped);
  }

  /** The parameters of a program that takes feature maps. */
  String parameters() {
    return mapped ? "w: List[Tensor], f: List[Tensor]" : "f: List[Tensor]";
  }

  private static String product(String map, String matrix) {
    return "torch.permute(torch.matmul(torch.permute(%s, [0, 2, 3, 1]), %s), [0, 3, 1, 2])"
        .formatted(map, matrix);
  }

  private static String size(String array) {
    return "[torch.size(%s, 2), torch.size(%s, 3)]".formatted(array, array);
  }

  /** Lines that compute {@code p0, p1 …} from {@code f}. */
  private List<String> onGrid() {
    List<String> lines = new ArrayList<>();
    String size = size("f[%d]".formatted(gridTap));
    for (int i = 0; i < taps; i++) {
      lines.add(
          i <= gridTap
              ? "p%d = torch.adaptive_avg_pool2d(f[%d], %s)".formatted(i, i, size)
              : "p%d = torch.upsample_bilinear2d(f[%d], %s, False)".formatted(i, i, size));
      if (mapped) {
        lines.add("p%d = %s".formatted(i, product("p" + i, "w[%d]".formatted(i))));
      }
    }
    return lines;
  }

  /** A program from maps {@code f} to the vectors {@code (places, channels)} of each tap. */
  List<String> vectors() {
    List<String> lines = new ArrayList<>(onGrid());
    List<String> results = new ArrayList<>();
    for (int i = 0; i < taps; i++) {
      lines.add("v%d = torch.t(torch.reshape(p%d, [torch.size(p%d, 1), -1]))".formatted(i, i, i));
      results.add("torch.contiguous(v%d)".formatted(i));
    }
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }

  /**
   * A program from maps {@code f} and targets {@code t}, one {@code (places, channels)} for each
   * tap, to the loss and its gradient with respect to each map. The loss is the mean over all
   * places of 1 - cosine of vector and target.
   *
   * @param joint whether the taps make one vector; otherwise the losses of all taps are summed
   */
  List<String> loss(boolean joint) {
    List<String> lines = new ArrayList<>(onGrid());
    for (int i = 0; i < taps; i++) {
      lines.add("t%d = torch.reshape(torch.t(t[%d]), torch.size(p%d))".formatted(i, i, i));
      lines.add("d%d = torch.sum(torch.mul(p%d, t%d), [1], True)".formatted(i, i, i));
      lines.add("n%d = torch.sum(torch.mul(p%d, p%d), [1], True)".formatted(i, i, i));
      lines.add("m%d = torch.sum(torch.mul(t%d, t%d), [1], True)".formatted(i, i, i));
    }
    if (joint) {
      sum(lines, "d");
      sum(lines, "n");
      sum(lines, "m");
    }
    lines.add("loss = torch.new_zeros(p0, [])");
    List<String> results = new ArrayList<>(List.of("loss"));
    for (int i = 0; i < taps; i++) {
      lines.add("n%d = torch.clamp_min(n%d, %s)".formatted(i, i, SMALLEST_NORM));
      lines.add(
          "r%d = torch.rsqrt(torch.mul(n%d, torch.clamp_min(m%d, %s)))"
              .formatted(i, i, i, SMALLEST_NORM));
      lines.add("c%d = torch.mul(d%d, r%d)".formatted(i, i, i));
      if (!joint || i == 0) {
        lines.add("loss = torch.add(loss, torch.sub(1., torch.mean(c%d)))".formatted(i));
      }
      lines.add("places = torch.mul(torch.size(p%d, 2), torch.size(p%d, 3))".formatted(i, i));
      lines.add(
          ("h%d = torch.div(torch.sub(torch.mul(p%d, torch.div(c%d, n%d)),"
                  + " torch.mul(t%d, r%d)), places)")
              .formatted(i, i, i, i, i, i));
      if (mapped) {
        lines.add("h%d = %s".formatted(i, product("h" + i, "torch.t(w[%d])".formatted(i))));
      }
      lines.add(offGrid(i));
      results.add("g%d".formatted(i));
    }
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }

  /** Replaces the term of each tap by the sum of all. */
  private void sum(List<String> lines, String term) {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < taps; i++) {
      terms.add(term + i);
    }
    String sum = terms.get(0);
    for (String next : terms.subList(1, taps)) {
      sum = "torch.add(%s, %s)".formatted(sum, next);
    }
    lines.add("%s = %s".formatted(term, sum));
    terms.forEach(each -> lines.add("%s = %s".formatted(each, term)));
  }

  /** The line that turns the gradient {@code h} on the grid into that of the map. */
  private String offGrid(int tap) {
    String map = "f[%d]".formatted(tap);
    return tap <= gridTap
        ? "g%d = torch._adaptive_avg_pool2d_backward(h%d, %s)".formatted(tap, tap, map)
        : "g%d = torch.upsample_bilinear2d_backward(h%d, %s, torch.size(%s), False)"
            .formatted(tap, tap, size("h" + tap), map);
  }
}
