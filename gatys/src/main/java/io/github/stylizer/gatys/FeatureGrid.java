package io.github.stylizer.gatys;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.ContentTap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Program text that brings the feature maps of all taps to the grid of the third one, or of the
 * last of fewer: finer maps are averaged, coarser ones enlarged bilinearly.
 *
 * @param taps their number
 * @param gridTap the index of the one whose grid it is
 * @param mapped whether the channels of each tap are then multiplied by a square matrix of the list
 *     {@code w}
 */
record FeatureGrid(int taps, int gridTap, boolean mapped) {
  private static final String SMALLEST_NORM = "1e-12";

  FeatureGrid(FeatureExtractor extractor, boolean mapped) {
    this(extractor.taps().size(), ContentTap.index(extractor), mapped);
  }

  /** The parameters of a program that takes a list of an array for each tap. */
  String parameters(String list) {
    return (mapped ? "w: List[Tensor], " : "") + list + ": List[Tensor]";
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
    }
    return lines;
  }

  /** A line that multiplies the channels of {@code from}, if that is due, by a tap's matrix. */
  private String multiplied(String name, int tap, String from) {
    String matrix = String.format(Locale.ROOT, "w[%d]", tap);
    return String.format(Locale.ROOT, "%s = %s", name, mapped ? product(from, matrix) : from);
  }

  /** A program from maps {@code f} to the vectors {@code (places, channels)} of each tap. */
  List<String> vectors() {
    List<String> lines = new ArrayList<>(onGrid());
    List<String> results = new ArrayList<>();
    for (int i = 0; i < taps; i++) {
      lines.add(multiplied("p" + i, i, "p" + i));
      lines.add(
          String.format(
              Locale.ROOT, "v%d = torch.t(torch.reshape(p%d, [torch.size(p%d, 1), -1]))", i, i, i));
      results.add(String.format(Locale.ROOT, "torch.contiguous(v%d)", i));
    }
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }

  /**
   * A program from targets {@code t}, one {@code (places, channels)} for each tap, and their
   * matrices {@code w}, to what {@link #loss} takes: for each tap the targets times the transposed
   * matrix, and their squared lengths. So no step of an optimization has to multiply by it.
   */
  List<String> targets() {
    List<String> lines = new ArrayList<>();
    List<String> results = new ArrayList<>();
    for (int i = 0; i < taps; i++) {
      String target = String.format(Locale.ROOT, "t[%d]", i);
      results.add(
          mapped ? String.format(Locale.ROOT, "torch.mm(%s, torch.t(w[%d]))", target, i) : target);
      results.add(String.format(Locale.ROOT, "torch.sum(torch.mul(t[%d], t[%d]), [1])", i, i));
    }
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }

  /**
   * A program from maps {@code f} and what {@link #targets} returns, {@code t}, to the loss and its
   * gradient with respect to each map. The loss is the mean over all places of 1 - cosine of vector
   * and target. The matrices are here those of the inner products of the vectors.
   *
   * @param joint whether the taps make one vector; otherwise the losses of all taps are summed
   */
  List<String> loss(boolean joint) {
    List<String> lines = new ArrayList<>(onGrid());
    for (int i = 0; i < taps; i++) {
      lines.add(multiplied("z" + i, i, "p" + i));
      lines.add(
          String.format(
              Locale.ROOT, "t%d = torch.reshape(torch.t(t[%d]), torch.size(p%d))", i, 2 * i, i));
      lines.add(
          String.format(Locale.ROOT, "d%d = torch.sum(torch.mul(p%d, t%d), [1], True)", i, i, i));
      lines.add(
          String.format(Locale.ROOT, "n%d = torch.sum(torch.mul(p%d, z%d), [1], True)", i, i, i));
      lines.add(
          String.format(
              Locale.ROOT, "m%d = torch.reshape(t[%d], torch.size(d%d))", i, 2 * i + 1, i));
    }
    if (joint) {
      sum(lines, "d");
      sum(lines, "n");
      sum(lines, "m");
    }
    lines.add("loss = torch.new_zeros(p0, [])");
    List<String> results = new ArrayList<>(List.of("loss"));
    for (int i = 0; i < taps; i++) {
      lines.addAll(distance(i));
      if (!joint || i == 0) {
        lines.add(
            String.format(
                Locale.ROOT, "loss = torch.add(loss, torch.sub(1., torch.mean(c%d)))", i));
      }
      lines.add(offGrid(i));
      results.add(String.format(Locale.ROOT, "g%d", i));
    }
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }

  /** Lines that compute a tap's cosines {@code c} and the gradient {@code h} on the grid. */
  private static List<String> distance(int i) {
    return List.of(
        String.format(Locale.ROOT, "n%d = torch.clamp_min(n%d, %s)", i, i, SMALLEST_NORM),
        String.format(
            Locale.ROOT,
            "r%d = torch.rsqrt(torch.mul(n%d, torch.clamp_min(m%d, %s)))",
            i,
            i,
            i,
            SMALLEST_NORM),
        String.format(Locale.ROOT, "c%d = torch.mul(d%d, r%d)", i, i, i),
        String.format(
            Locale.ROOT, "places = torch.mul(torch.size(p%d, 2), torch.size(p%d, 3))", i, i),
        String.format(Locale.ROOT, "a%d = torch.div(torch.div(c%d, n%d), places)", i, i, i),
        String.format(Locale.ROOT, "b%d = torch.div(r%d, places)", i, i),
        String.format(
            Locale.ROOT,
            "h%d = torch.sub(torch.mul(z%d, a%d), torch.mul(t%d, b%d))",
            i,
            i,
            i,
            i,
            i));
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
