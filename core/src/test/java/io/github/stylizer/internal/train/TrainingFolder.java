package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what a training has written. */
final class TrainingFolder {
  private TrainingFolder() {}

  static Path checkpoint(Path directory) {
    return directory.resolve("checkpoint.safetensors");
  }

  /** Parameters and state of the optimizer; numbers are equal only bit for bit. */
  static Map<String, List<Float>> tensors(Path directory) throws IOException {
    Map<String, List<Float>> tensors = new LinkedHashMap<>();
    try (WeightsFile file = WeightsFile.open(checkpoint(directory));
        NDManager manager = NDManager.newBaseManager()) {
      for (String name : file.names()) {
        NDArray array = file.read(name, manager);
        List<Float> numbers = new ArrayList<>();
        for (float number : array.toFloatArray()) {
          numbers.add(number);
        }
        tensors.put(name, numbers);
      }
    }
    return tensors;
  }

  static Map<String, String> metadata(Path directory) throws IOException {
    try (WeightsFile file = WeightsFile.open(checkpoint(directory))) {
      return file.metadata();
    }
  }

  /** How many steps the checkpoint has, 0 if there is none. */
  static long steps(Path directory) throws IOException {
    return Files.exists(checkpoint(directory))
        ? Long.parseLong(metadata(directory).get("steps"))
        : 0;
  }

  /** The lines of the numbers, without times. */
  static List<String> metrics(Path directory) throws IOException {
    return Files.readAllLines(directory.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceAll(",\"(data_wait_)?seconds[^,}]*", ""))
        .toList();
  }

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
