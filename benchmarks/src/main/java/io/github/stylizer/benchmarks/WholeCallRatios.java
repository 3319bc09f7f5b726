package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The whole call, from image to image, compared with its network. */
final class WholeCallRatios implements Ratios.Comparison {
  private static final int SMALL = 256;
  private static final int LARGE = 1024;

  @Override
  public List<Ratio> measure(boolean shortly) {
    List<Ratio> ratios = new ArrayList<>();
    try (TransformModel model = RandomNetwork.of(32)) {
      for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
        StyleModel computed = model.precision(precision);
        String suffix = ", " + precision;
        ratios.add(measure(computed, suffix, SMALL, 1.15, shortly ? 15 : 51));
        ratios.add(measure(computed, suffix, LARGE, 1.1, shortly ? 5 : 15));
      }
    }
    return ratios;
  }

  private static Ratio measure(StyleModel model, String suffix, int side, double limit, int turns) {
    String network = String.format(Locale.ROOT, "the network alone, %d²%s", side, suffix);
    String call = String.format(Locale.ROOT, "BufferedImage to BufferedImage, %d²%s", side, suffix);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray noise = manager.randomUniform(-2, 2, new Shape(1, 3, side, side));
      BufferedImage photo = ImageTensors.toImage(noise);
      Stylizer stylizer = Stylizer.style(model);
      Map<String, Runnable> runs = new LinkedHashMap<>();
      runs.put(network, () -> model.stylize(noise).close());
      runs.put(call, () -> stylizer.apply(photo));
      return Ratio.of(
          Turns.of(turns, runs), call, network, limit, "Base 32; the cost of the images on top.");
    }
  }
}
