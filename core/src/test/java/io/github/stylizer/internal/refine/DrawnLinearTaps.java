package io.github.stylizer.internal.refine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.testing.Draw;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Linear maps of drawn numbers to 3 channels more than an extractor has. */
final class DrawnLinearTaps implements LinearTaps {
  private static final int MORE = 3;

  private final FeatureExtractor narrow;
  private final Map<String, NDArray> matrices = new HashMap<>();
  private final Map<String, NDArray> biases = new HashMap<>();

  DrawnLinearTaps(FeatureExtractor narrow, NDManager manager) {
    this.narrow = narrow;
    for (String tap : narrow.taps()) {
      int channels = channels(tap);
      Shape shape = new Shape(channels, narrow.channels(tap));
      matrices.put(tap, Draw.array(manager, channels, shape, -1, 1));
      biases.put(tap, Draw.array(manager, 100 + channels, new Shape(channels), -1, 1));
    }
  }

  @Override
  public FeatureExtractor narrow() {
    return narrow;
  }

  @Override
  public NDArray matrix(String tap) {
    return matrices.get(tap);
  }

  @Override
  public NDArray bias(String tap) {
    return biases.get(tap);
  }

  @Override
  public List<String> taps() {
    return narrow.taps();
  }

  @Override
  public int channels(String tap) {
    return narrow.channels(tap) + MORE;
  }

  @Override
  public int minimumSide() {
    return narrow.minimumSide();
  }

  @Override
  public NDList features(NDArray images) {
    NDList wide = new NDList();
    NDList maps = narrow.features(images);
    for (int i = 0; i < maps.size(); i++) {
      String tap = taps().get(i);
      NDArray places = maps.get(i).transpose(0, 2, 3, 1);
      wide.add(places.matMul(matrix(tap).transpose()).add(bias(tap)).transpose(0, 3, 1, 2));
    }
    return wide;
  }

  @Override
  public void close() {
    narrow.close();
  }
}
