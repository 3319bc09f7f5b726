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
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.loss.LossTerms;
import io.github.stylizer.internal.loss.PerceptualLoss;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The loss of a trained network on photos, compared with that of gatys after a number of
 * evaluations: Johnson et al., arXiv 1603.08155, section 4.1, find that a network equals 50 to 100
 * of them. The loss weights are those of the network's training.
 */
@Command(
    name = "fastnet-losses",
    description = "Compares the loss of a trained network with that of gatys.")
final class FastNetLosses implements Callable<Integer> {
  private static final int SIDE = 256;
  private static final int[] EVALUATIONS = {1, 5, 10, 20, 50, 100};
  private static final int PHOTOS_FOR_GATYS = 5;
  private static final PrintStream OUT = System.out;

  @Parameters(paramLabel = "VGG19", description = "Weights of VGG-19.")
  private Path weights;

  @Parameters(paramLabel = "NETWORK", description = "Network file.")
  private Path networkFile;

  @Parameters(paramLabel = "PAINTING", description = "Painting it was trained on.")
  private Path paintingFile;

  @Parameters(paramLabel = "SIDE", description = "Longer side of the painting in training.")
  private int paintingSide;

  @Parameters(paramLabel = "PHOTOS", description = "Folder of photos it was not trained on.")
  private Path photoFolder;

  private FeatureExtractor extractor;
  private TransformModel network;
  private BufferedImage painting;

  private FastNetLosses() {}

  @Override
  public Integer call() throws IOException {
    painting = ImageResize.longerSide(ImageDecoder.standard().read(paintingFile), paintingSide);
    List<BufferedImage> photos = SquareImages.ofFolder(photoFolder, SIDE);
    List<BufferedImage> few = photos.subList(0, Math.min(PHOTOS_FOR_GATYS, photos.size()));
    try (Vgg vgg = Vgg.builder(VggVariant.VGG19).weights(weights).build();
        TransformModel loaded = FastNet.load(networkFile)) {
      extractor = vgg;
      network = loaded;
      OUT.printf(Locale.ROOT, "network, %d photos: %s%n", photos.size(), ofNetwork(photos));
      OUT.printf(Locale.ROOT, "network, %d photos: %s%n", few.size(), ofNetwork(few));
      ofGatys(few)
          .forEach(
              (count, total) ->
                  OUT.printf(Locale.ROOT, "gatys, %d evaluations: %.3f%n", count, total));
    }
    return 0;
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
