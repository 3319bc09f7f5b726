package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.vgg.download.Sha256;
import io.github.stylizer.vgg.download.WeightsOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A small file in the place of torchvision's: three tensors, of which two are wanted. */
record PublishedFile(byte[] bytes, WeightsOrigin origin) {

  static final Set<String> WANTED = Set.of("features.0.weight", "features.0.bias");
  static final String SURPLUS = "classifier.0.weight";

  static PublishedFile make(Path scratch) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      tensors.put("features.0.weight", manager.arange(1728f).reshape(new Shape(64, 3, 3, 3)));
      tensors.put("features.0.bias", manager.arange(64f));
      tensors.put(SURPLUS, manager.arange(50_000f));
      SafetensorsWriter.write(scratch, tensors, Map.of());
    }
    byte[] bytes = Files.readAllBytes(scratch);
    String sha256 = Sha256.of(scratch);
    Files.delete(scratch);
    return new PublishedFile(bytes, new WeightsOrigin("vgg16", "small.pth", bytes.length, sha256));
  }
}
