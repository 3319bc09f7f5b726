package io.github.stylizer.internal.refine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.ContentTap;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@link MomentLoss} from the narrow maps of {@link LinearTaps}, without the wide ones. With the
 * vectors y of all places, their mean m and covariance C, the wide channels of a matrix M have the
 * mean {@code M m + bias} and the variance {@code diag(M C Mᵀ)}.
 */
final class LinearMomentLoss implements MomentLoss {
  private static final String LISTS = "w: List[Tensor], f: List[Tensor]";

  private record Key(int taps, int contentTap, Device device) {}

  private record Programs(TorchProgram statistics, TorchProgram content, TorchProgram loss) {}

  // A few kilobytes each, for a handful of extractors.
  private static final Map<Key, Programs> COMPILED = new ConcurrentHashMap<>();

  private final LinearTaps extractor;
  private final Programs programs;
  private final List<NDArray> maps = new ArrayList<>();

  LinearMomentLoss(LinearTaps extractor, Device device) {
    this.extractor = extractor;
    for (String tap : extractor.taps()) {
      maps.add(extractor.matrix(tap));
      maps.add(extractor.bias(tap));
    }
    this.programs =
        COMPILED.computeIfAbsent(
            new Key(extractor.taps().size(), ContentTap.index(extractor), device),
            LinearMomentLoss::compile);
  }

  private static Programs compile(Key key) {
    TorchProgram statistics =
        TorchProgram.compile(LISTS, "Tensor", statistics(key.taps()), key.device());
    TorchProgram content =
        TorchProgram.compile(
            "c: Tensor, map: Tensor", "List[Tensor]", contentTarget(), key.device());
    TorchProgram loss =
        TorchProgram.compile(
            "s: Tensor, c: List[Tensor], " + LISTS,
            "List[Tensor]",
            loss(key.taps(), key.contentTap()),
            key.device());
    return new Programs(statistics, content, loss);
  }

  @Override
  public FeatureExtractor source() {
    return extractor.narrow();
  }

  @Override
  public NDArray statistics(NDList features) {
    NDArray result =
        programs
            .statistics()
            .run(ProgramArguments.of().list("w", maps).list("f", features))
            .singletonOrThrow();
    result.attach(features.head().getManager());
    return result;
  }

  @Override
  public NDList contentTarget(NDArray content) {
    NDArray map = maps.get(2 * ContentTap.index(extractor));
    NDList target = programs.content().run(ProgramArguments.of(content, map));
    target.attach(content.getManager());
    return target;
  }

  @Override
  public NDList at(NDList features, NDList content, NDArray statistics) {
    ProgramArguments arguments =
        ProgramArguments.of(statistics).list("c", content).list("w", maps).list("f", features);
    NDList results = programs.loss().run(arguments);
    results.attach(features.head().getManager());
    return results;
  }

  private static List<String> statistics(int taps) {
    List<String> lines = new ArrayList<>();
    List<String> results = new ArrayList<>();
    for (int i = 0; i < taps; i++) {
      lines.addAll(moments(i));
      lines.add(
          String.format(
              Locale.ROOT, "s%d = torch.reshape(torch.stack([mean, std], 1), [1, -1])", i));
      results.add(String.format(Locale.ROOT, "s%d", i));
    }
    lines.add("return torch.cat([" + String.join(", ", results) + "], 1)");
    return lines;
  }

  /** Lines that compute vectors {@code y}, and mean and deviation of the wide channels. */
  private static List<String> moments(int tap) {
    return List.of(
        vectors(String.format(Locale.ROOT, "f[%d]", tap), "y"),
        "places = torch.size(y, 0)",
        "unbiased = torch.div(places, torch.sub(places, 1))",
        "m = torch.mean(y, [0])",
        "products = torch.div(torch.mm(torch.t(y), y), places)",
        "covariance = torch.sub(products, torch.mul(torch.unsqueeze(m, 1), m))",
        String.format(Locale.ROOT, "map = w[%d]", 2 * tap),
        "channels = torch.size(map, 0)",
        String.format(Locale.ROOT, "mean = torch.add(torch.mv(map, m), w[%d])", 2 * tap + 1),
        "variance = torch.sum(torch.mul(torch.mm(map, covariance), map), [1])",
        String.format(
            Locale.ROOT,
            "std = torch.sqrt(torch.add(torch.clamp_min(torch.mul(variance, unbiased), 0.), %s))",
            EPSILON));
  }

  private static String vectors(String array, String name) {
    return String.format(
        Locale.ROOT,
        "%s = torch.reshape(torch.permute(%s, [0, 2, 3, 1]), [-1, torch.size(%s, 1)])",
        name,
        array,
        array);
  }

  private static List<String> loss(int taps, int contentTap) {
    List<String> lines = new ArrayList<>();
    List<String> results = new ArrayList<>(List.of("content", "style"));
    lines.add("style = torch.new_zeros(s, [])");
    lines.add("start = 0");
    for (int i = 0; i < taps; i++) {
      lines.addAll(moments(i));
      lines.addAll(style());
      if (i == contentTap) {
        lines.addAll(content());
      }
      lines.add("gradient = torch.addmm(constant, y, factor)");
      String map = String.format(Locale.ROOT, "f[%d]", i);
      lines.add(
          String.format(
              Locale.ROOT,
              ("g%d = torch.permute(torch.reshape(gradient, [torch.size(%s, 0), torch.size(%s, 2),"
                  + " torch.size(%s, 3), torch.size(%s, 1)]), [0, 3, 1, 2])"),
              i,
              map,
              map,
              map,
              map));
      results.add(String.format(Locale.ROOT, "g%d", i));
    }
    lines.add("style = torch.mul(style, " + STYLE_WEIGHT + ")");
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }

  /**
   * Adds the distance of one tap's moments to the style. Its gradient is the product of the vectors
   * and a matrix, {@code factor}, plus {@code constant}.
   */
  private static List<String> style() {
    return List.of(
        "end = torch.add(start, torch.mul(2, channels))",
        "goal = torch.reshape(torch.slice(s, 1, start, end), [channels, 2])",
        "start = end",
        "a = torch.sub(mean, torch.select(goal, 1, 0))",
        "b = torch.sub(std, torch.select(goal, 1, 1))",
        "style = torch.add(style, torch.add(torch.mean(torch.mul(a, a)),"
            + " torch.mean(torch.mul(b, b))))",
        String.format(Locale.ROOT, "weight = torch.div(torch.mul(2., %s), channels)", STYLE_WEIGHT),
        "ofMean = torch.mul(torch.mv(torch.t(map), a), weight)",
        "ofVariance = torch.mul(torch.div(b, std), torch.mul(torch.div(weight, 2.), unbiased))",
        "ofCovariance = torch.mm(torch.t(map), torch.mul(map, torch.unsqueeze(ofVariance, 1)))",
        "constant = torch.div(torch.sub(ofMean, torch.mul(torch.mv(ofCovariance, m), 2.)), places)",
        "factor = torch.mul(ofCovariance, torch.div(2., places))");
  }

  /**
   * Lines that return the products of the matrix with itself, those of the photo's vectors with
   * these, and with themselves.
   */
  private static List<String> contentTarget() {
    return List.of(
        vectors("c", "y"),
        "square = torch.mm(torch.t(map), map)",
        "wide = torch.mm(y, square)",
        "return [square, wide, torch.sum(torch.mul(y, wide))]");
  }

  /**
   * Adds the distance of the wide maps, from products alone: those of the image's vectors with
   * themselves are there already, and so its gradient takes no further product.
   */
  private static List<String> content() {
    return List.of(
        "numbers = torch.mul(places, channels)",
        "own = torch.mul(torch.sum(torch.mul(products, c[0])), places)",
        "cross = torch.mul(torch.sum(torch.mul(y, c[1])), 2.)",
        "distance = torch.add(torch.sub(own, cross), c[2])",
        "content = torch.clamp_min(torch.div(distance, numbers), 0.)",
        "share = torch.div(2., numbers)",
        "factor = torch.add(factor, torch.mul(c[0], share))",
        "constant = torch.sub(constant, torch.mul(c[1], share))");
  }
}
