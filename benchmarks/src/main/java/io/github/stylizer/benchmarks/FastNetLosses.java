package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.gatys.GatysMethod;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.image.ImageCrop;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.loss.LossTerms;
import io.github.stylizer.internal.loss.PerceptualLoss;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The loss of a trained network on photos, beside that of an optimization of each photo (gatys)
 * after some evaluations: Johnson et al., arXiv 1603.08155, section 4.1, find that a network equals
 * 50 to 100 of them. The weights of the loss are those the network was trained with.
 */
public final class FastNetLosses {
  private static final int SIDE = 256;
  private static final int[] EVALUATIONS = {1, 5, 10, 20, 50, 100};
  private static final int PHOTOS_FOR_GATYS = 5;

  private final FeatureExtractor extractor;
  private final TransformModel network;
  private final BufferedImage painting;

  private FastNetLosses(
      FeatureExtractor extractor, TransformModel network, BufferedImage painting) {
    this.extractor = extractor;
    this.network = network;
    this.painting = painting;
  }

  /**
   * Prints the losses.
   *
   * @param arguments weights of VGG-19, file of the network, painting, longer side that it was
   *     trained with, folder of photos that were not trained on
   * @throws IOException if a file cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 5) {
      throw new IllegalArgumentException("arguments: VGG19 NETWORK PAINTING SIDE PHOTOS");
    }
    BufferedImage painting =
        ImageResize.longerSide(
            ImageDecoder.standard().read(Path.of(arguments[2])), Integer.parseInt(arguments[3]));
    List<BufferedImage> photos = read(Path.of(arguments[4]));
    try (Vgg vgg = Vgg.builder(VggVariant.VGG19).weights(Path.of(arguments[0])).build();
        TransformModel network = FastNet.load(Path.of(arguments[1]))) {
      FastNetLosses losses = new FastNetLosses(vgg, network, painting);
      List<BufferedImage> few = photos.subList(0, Math.min(PHOTOS_FOR_GATYS, photos.size()));
      System.out.printf("network, %d photos: %s%n", photos.size(), losses.ofNetwork(photos));
      System.out.printf("network, %d photos: %s%n", few.size(), losses.ofNetwork(few));
      losses
          .ofGatys(few)
          .forEach(
              (count, total) -> System.out.printf("gatys, %d evaluations: %.3f%n", count, total));
    }
  }

  private static List<BufferedImage> read(Path folder) throws IOException {
    List<BufferedImage> photos = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        BufferedImage photo = ImageDecoder.standard().read(file);
        photos.add(ImageCrop.center(ImageResize.shorterSide(photo, SIDE), SIDE, SIDE));
      }
    }
    return photos;
  }

  private double option(String name) {
    return Double.parseDouble(network.provenance().get(name));
  }

  private String contentTap() {
    return network.provenance().get("content tap");
  }

  /** The mean of each term over the photos. */
  private Map<String, Double> ofNetwork(List<BufferedImage> photos) {
    Map<String, Double> styleWeights = new LinkedHashMap<>();
    extractor.taps().forEach(tap -> styleWeights.put(tap, option("style weight")));
    PerceptualLoss loss =
        new PerceptualLoss(
            extractor,
            Map.of(contentTap(), option("content weight")),
            styleWeights,
            option("total variation weight"));
    Map<String, Double> means = new LinkedHashMap<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList style = loss.styleTarget(ImageTensors.fromImage(manager, painting));
      for (BufferedImage photo : photos) {
        try (NDManager scratch = manager.newSubManager()) {
          NDArray content = ImageTensors.fromImage(scratch, photo);
          LossTerms terms =
              loss.evaluate(network.stylize(content), loss.contentTarget(content), style);
          terms
              .values()
              .forEach((name, value) -> means.merge(name, value / photos.size(), Double::sum));
        }
      }
    }
    return means;
  }

  /** The mean of the lowest total loss within each number of evaluations. */
  private Map<Integer, Double> ofGatys(List<BufferedImage> photos) {
    int most = EVALUATIONS[EVALUATIONS.length - 1];
    GatysMethod gatys =
        GatysMethod.builder(extractor)
            .contentTap(contentTap(), 1)
            .contentWeight(option("content weight"))
            .styleWeight(option("style weight"))
            .totalVariationWeight(option("total variation weight"))
            .styleScale((double) Math.max(painting.getWidth(), painting.getHeight()) / SIDE)
            .evaluations(most)
            .build();
    Map<Integer, Double> means = new LinkedHashMap<>();
    try (Stylizer stylizer = Stylizer.style(painting).with(gatys)) {
      for (BufferedImage photo : photos) {
        List<Double> lowest = new ArrayList<>();
        stylizer
            .onProgress(
                progress -> {
                  Double total = progress.losses().get("total");
                  if (total != null && progress.done() > lowest.size()) {
                    double before = lowest.isEmpty() ? total : lowest.get(lowest.size() - 1);
                    lowest.add(Math.min(total, before));
                  }
                })
            .apply(photo);
        for (int count : EVALUATIONS) {
          double total = lowest.get(Math.min(count, lowest.size()) - 1);
          means.merge(count, total / photos.size(), Double::sum);
        }
      }
    }
    return means;
  }
}
