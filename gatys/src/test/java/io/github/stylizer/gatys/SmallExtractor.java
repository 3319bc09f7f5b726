package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.nn.TorchProgram;
import io.github.stylizer.testing.Draw;
import java.util.List;

/** Three small convolutions with drawn weights, halved between the taps: quick, but no VGG. */
final class SmallExtractor implements FeatureExtractor {
  private static final List<String> TAPS = List.of("shallow", "middle", "deep");
  private static final int[] CHANNELS = {4, 6, 8};

  private final NDManager manager = NDManager.newBaseManager();
  private final NDList weights = new NDList();
  private final TorchProgram program;

  SmallExtractor() {
    int inputs = 3;
    for (int i = 0; i < CHANNELS.length; i++) {
      double scale = Math.sqrt(6.0 / (9 * inputs));
      Shape kernel = new Shape(CHANNELS[i], inputs, 3, 3);
      weights.add(Draw.array(manager, 50 + i, kernel, -scale, scale));
      weights.add(Draw.array(manager, 60 + i, new Shape(CHANNELS[i]), 0, 0.2));
      inputs = CHANNELS[i];
    }
    weights.forEach(weight -> weight.setName("w[]"));
    List<String> source =
        List.of(
            "a = torch.relu(torch.conv2d(x, w[0], w[1], [1, 1], [1, 1]))",
            "p = torch.avg_pool2d(a, [2, 2], [2, 2])",
            "b = torch.relu(torch.conv2d(p, w[2], w[3], [1, 1], [1, 1]))",
            "q = torch.avg_pool2d(b, [2, 2], [2, 2])",
            "c = torch.relu(torch.conv2d(q, w[4], w[5], [1, 1], [1, 1]))",
            "return [a, b, c]");
    this.program =
        TorchProgram.compile(
            "x: Tensor, w: List[Tensor]", "List[Tensor]", source, manager.getDevice());
  }

  @Override
  public List<String> taps() {
    return TAPS;
  }

  @Override
  public int channels(String tap) {
    return CHANNELS[TAPS.indexOf(tap)];
  }

  @Override
  public int minimumSide() {
    return 4;
  }

  @Override
  public NDList features(NDArray images) {
    NDList inputs = new NDList(images);
    inputs.addAll(weights);
    return program.run(inputs, true);
  }

  @Override
  public void close() {
    program.close();
    manager.close();
  }
}
