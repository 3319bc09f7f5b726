package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.testing.DrawnTransformNet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Weights of a transform network of which some or all are one for every picture of a batch. */
enum OwnWeights {
  NONE,
  SOME,
  ALL;

  private static final long SEED = 501;

  /** Draws weights for one picture of a batch. */
  static Map<String, NDArray> ofPicture(NDManager manager, TransformNet net, int picture) {
    return DrawnTransformNet.tensors(manager, net.kernelShapes(), SEED + 100L * picture);
  }

  /** Draws weights for a batch: what is shared is that of the first picture. */
  Map<String, NDArray> draw(NDManager manager, TransformNet net, int pictures) {
    List<Map<String, NDArray>> sets =
        IntStream.range(0, pictures).mapToObj(n -> ofPicture(manager, net, n)).toList();
    List<String> layers = List.copyOf(net.kernelShapes().keySet());
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      boolean own = this == ALL || this == SOME && i % 3 == 1;
      for (String ending : List.of(".weight", ".bias")) {
        String name = layers.get(i) + ending;
        NDList each = new NDList();
        sets.forEach(set -> each.add(set.get(name)));
        tensors.put(name, own ? NDArrays.stack(each) : each.head());
      }
    }
    return tensors;
  }
}
