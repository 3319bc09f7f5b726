package io.github.stylizer.internal.refine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.loss.ContentTap;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@link MomentLoss} for any extractor. */
final class PlainMomentLoss implements MomentLoss {
  private record Key(int taps, int contentTap, Device device) {}

  // A few kilobytes each, for a handful of extractors.
  private static final Map<Key, TorchProgram> COMPILED = new ConcurrentHashMap<>();

  private final TorchProgram program;

  private final FeatureExtractor extractor;

  PlainMomentLoss(FeatureExtractor extractor, Device device) {
    this.extractor = extractor;
    this.program =
        COMPILED.computeIfAbsent(
            new Key(extractor.taps().size(), ContentTap.index(extractor), device),
            PlainMomentLoss::compile);
  }

  private static TorchProgram compile(Key key) {
    return TorchProgram.compile(
        "c: Tensor, s: Tensor, f: List[Tensor]",
        "List[Tensor]",
        source(key.taps(), key.contentTap()),
        key.device());
  }

  @Override
  public FeatureExtractor source() {
    return extractor;
  }

  @Override
  public NDArray statistics(NDList features) {
    return ChannelStatistics.compute(features);
  }

  @Override
  public NDList contentTarget(NDArray content) {
    NDArray copy = content.duplicate();
    copy.attach(content.getManager());
    return new NDList(copy);
  }

  @Override
  public NDList at(NDList features, NDList content, NDArray statistics) {
    NDList results =
        program.run(
            ProgramArguments.of(content.singletonOrThrow(), statistics).list("f", features));
    results.attach(features.head().getManager());
    return results;
  }

  private static List<String> source(int taps, int contentTap) {
    List<String> lines = new ArrayList<>();
    List<String> results = new ArrayList<>(List.of("content", "style"));
    lines.add("style = torch.new_zeros(s, [])");
    lines.add("start = 0");
    for (int i = 0; i < taps; i++) {
      lines.addAll(moments(i));
      results.add(String.format(Locale.ROOT, "g%d", i));
    }
    lines.add(String.format(Locale.ROOT, "difference = torch.sub(f[%d], c)", contentTap));
    lines.add("content = torch.mean(torch.mul(difference, difference))");
    lines.add(
        String.format(
            Locale.ROOT,
            "g%d = torch.add(g%d, torch.mul(difference, torch.div(2., torch.numel(difference))))",
            contentTap,
            contentTap));
    lines.add("style = torch.mul(style, " + STYLE_WEIGHT + ")");
    lines.add("return [" + String.join(", ", results) + "]");
    return lines;
  }

  /** Adds the distance of one tap's moments to the style, and computes its gradient. */
  private static List<String> moments(int tap) {
    return List.of(
        String.format(Locale.ROOT, "x = f[%d]", tap),
        "channels = torch.size(x, 1)",
        "pixels = torch.mul(torch.size(x, 2), torch.size(x, 3))",
        "end = torch.add(start, torch.mul(2, channels))",
        "goal = torch.reshape(torch.slice(s, 1, start, end), [channels, 2])",
        "start = end",
        "mean = torch.mean(x, [2, 3], True)",
        "centered = torch.sub(x, mean)",
        "squares = torch.sum(torch.mul(centered, centered), [2, 3], True)",
        "variance = torch.div(squares, torch.sub(pixels, 1))",
        String.format(Locale.ROOT, "std = torch.sqrt(torch.add(variance, %s))", EPSILON),
        "a = torch.sub(mean, torch.reshape(torch.select(goal, 1, 0), [1, channels, 1, 1]))",
        "b = torch.sub(std, torch.reshape(torch.select(goal, 1, 1), [1, channels, 1, 1]))",
        "style = torch.add(style, torch.add(torch.mean(torch.mul(a, a)),"
            + " torch.mean(torch.mul(b, b))))",
        String.format(
            Locale.ROOT,
            "ofMean = torch.mul(a, torch.div(torch.mul(2., %s), torch.mul(channels, pixels)))",
            STYLE_WEIGHT),
        String.format(
            Locale.ROOT,
            "ofStd = torch.mul(torch.div(b, std), torch.div(torch.mul(2., %s),"
                + " torch.mul(channels, torch.sub(pixels, 1))))",
            STYLE_WEIGHT),
        String.format(Locale.ROOT, "g%d = torch.add(torch.mul(centered, ofStd), ofMean)", tap));
  }
}
