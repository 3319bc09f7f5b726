package io.github.stylizer.gatys;

import io.github.stylizer.FeatureExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
    return String.format(
        Locale.ROOT,
        "torch.permute(torch.matmul(torch.permute(%s, [0, 2, 3, 1]), %s), [0, 3, 1, 2])",
        map,
        matrix);
  }

  private static String size(String array) {
    return String.format(Locale.ROOT, "[torch.size(%s, 2), torch.size(%s, 3)]", array, array);
  }

  /** Lines that compute {@code p0, p1 …} from {@code f}. */
  private List<String> onGrid() {
    List<String> lines = new ArrayList<>();
    String size = size(String.format(Locale.ROOT, "f[%d]", gridTap));
    for (int i = 0; i < taps; i++) {
      lines.add(
          i <= gridTap
              ? String.format(Locale.ROOT, "p%d = torch.adaptive_avg_pool2d(f[%d], %s)", i, i, size)
              : String.format(
                  Locale.ROOT, "p%d = torch.upsample_bilinear2d(f[%d], %s, False)", i, i, size));
      if (mapped) {
        lines.add(
            String.format(
                Locale.ROOT,
                "p%d = %s",
                i,
                product("p" + i, String.format(Locale.ROOT, "w[%d]", i))));
      }
    }
    return lines;
  }

  /** A program from maps {@code f} to the vectors {@code (places, channels)} of each tap. */
  List<String> vectors() {
    List<String> lines = new ArrayList<>(onGrid());
    List<String> results = new ArrayList<>();
    for (int i = 0; i < taps; i++) {
      lines.add(
          String.format(
              Locale.ROOT, "v%d = torch.t(torch.reshape(p%d, [torch.size(p%d, 1), -1]))", i, i, i));
      results.add(String.format(Locale.ROOT, "torch.contiguous(v%d)", i));
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
      lines.add(
          String.format(
              Locale.ROOT, "t%d = torch.reshape(torch.t(t[%d]), torch.size(p%d))", i, i, i));
      lines.add(
          String.format(Locale.ROOT, "d%d = torch.sum(torch.mul(p%d, t%d), [1], True)", i, i, i));
      lines.add(
          String.format(Locale.ROOT, "n%d = torch.sum(torch.mul(p%d, p%d), [1], True)", i, i, i));
      lines.add(
          String.format(Locale.ROOT, "m%d = torch.sum(torch.mul(t%d, t%d), [1], True)", i, i, i));
    }
    if (joint) {
      sum(lines, "d");
      sum(lines, "n");
      sum(lines, "m");
    }
    lines.add("loss = torch.new_zeros(p0, [])");
    List<String> results = new ArrayList<>(List.of("loss"));
    for (int i = 0; i < taps; i++) {
      lines.add(String.format(Locale.ROOT, "n%d = torch.clamp_min(n%d, %s)", i, i, SMALLEST_NORM));
      lines.add(
          String.format(
              Locale.ROOT,
              "r%d = torch.rsqrt(torch.mul(n%d, torch.clamp_min(m%d, %s)))",
              i,
              i,
              i,
              SMALLEST_NORM));
      lines.add(String.format(Locale.ROOT, "c%d = torch.mul(d%d, r%d)", i, i, i));
      if (!joint || i == 0) {
        lines.add(
            String.format(
                Locale.ROOT, "loss = torch.add(loss, torch.sub(1., torch.mean(c%d)))", i));
      }
      lines.add(
          String.format(
              Locale.ROOT, "places = torch.mul(torch.size(p%d, 2), torch.size(p%d, 3))", i, i));
      lines.add(
          String.format(
              Locale.ROOT,
              ("h%d = torch.div(torch.sub(torch.mul(p%d, torch.div(c%d, n%d)),"
                  + " torch.mul(t%d, r%d)), places)"),
              i,
              i,
              i,
              i,
              i,
              i));
      if (mapped) {
        lines.add(
            String.format(
                Locale.ROOT,
                "h%d = %s",
                i,
                product("h" + i, String.format(Locale.ROOT, "torch.t(w[%d])", i))));
      }
      lines.add(offGrid(i));
      results.add(String.format(Locale.ROOT, "g%d", i));
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
      sum = String.format(Locale.ROOT, "torch.add(%s, %s)", sum, next);
    }
    lines.add(String.format(Locale.ROOT, "%s = %s", term, sum));
    terms.forEach(each -> lines.add(String.format(Locale.ROOT, "%s = %s", each, term)));
  }

  /** The line that turns the gradient {@code h} on the grid into that of the map. */
  private String offGrid(int tap) {
    String map = String.format(Locale.ROOT, "f[%d]", tap);
    return tap <= gridTap
        ? String.format(
            Locale.ROOT, "g%d = torch._adaptive_avg_pool2d_backward(h%d, %s)", tap, tap, map)
        : String.format(
            Locale.ROOT,
            "g%d = torch.upsample_bilinear2d_backward(h%d, %s, torch.size(%s), False)",
            tap,
            tap,
            size("h" + tap),
            map);
  }
}
