package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.data.Crop;
import io.github.stylizer.data.ImageFolder;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.loss.MeanStd;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Prints how far the pictures of MetaNets are from photos and paintings: the mean squared errors of
 * the feature map at the third tap and of the statistics, means over pairs of squares of 256
 * pixels.
 */
public final class MetaNetLosses {
  private static final int SIDE = 256;
  private static final int CONTENT_TAP = 2;
  private static final PrintStream OUT = System.out;

  private MetaNetLosses() {}

  /**
   * Measures.
   *
   * @param arguments the weights of VGG-19, a folder of photos, one of paintings, and networks. The
   *     first photo is painted like the first painting, the second like the second …, until there
   *     is none left of one kind
   * @throws IOException if a file cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 4) {
      throw new IllegalArgumentException("arguments: VGG19 PHOTOS PAINTINGS NETWORK...");
    }
    List<Path> photos = ImageFolder.of(Path.of(arguments[1])).files();
    List<Path> paintings = ImageFolder.of(Path.of(arguments[2])).files();
    int pairs = Math.min(photos.size(), paintings.size());
    try (Vgg vgg = Vgg.builder(VggVariant.VGG19).weights(Path.of(arguments[0])).build();
        NDManager manager = NDManager.newBaseManager()) {
      OUT.printf("%d pairs at %d²%n", pairs, SIDE);
      for (String network : Arrays.asList(arguments).subList(3, arguments.length)) {
        measure(network, photos.subList(0, pairs), paintings.subList(0, pairs), vgg, manager);
      }
    }
  }

  private static void measure(
      String file, List<Path> photos, List<Path> paintings, Vgg vgg, NDManager manager)
      throws IOException {
    double content = 0;
    double style = 0;
    double unpainted = 0;
    int pairs = photos.size();
    try (MetaNet network = MetaNet.load(Path.of(file), vgg)) {
      for (int i = 0; i < pairs; i++) {
        try (NDManager scratch = manager.newSubManager()) {
          NDArray photo = square(photos.get(i), scratch);
          NDArray painting = square(paintings.get(i), scratch);
          NDList wanted = vgg.features(painting);
          NDList found = vgg.features(network.stylize(photo, network.codes(painting)));
          NDList before = vgg.features(photo);
          content += difference(found.get(CONTENT_TAP), before.get(CONTENT_TAP)) / pairs;
          style += difference(MeanStd.of(found), MeanStd.of(wanted)) / pairs;
          unpainted += difference(MeanStd.of(before), MeanStd.of(wanted)) / pairs;
        }
      }
    }
    OUT.printf(
        "%s: content %.3f, statistics %.4f (of the photos themselves %.3f)%n",
        file, content, style, unpainted);
  }

  private static NDArray square(Path file, NDManager manager) throws IOException {
    Crop centre = Crop.resizedCentre(SIDE);
    return ImageTensors.fromImage(
        manager, centre.apply(ImageDecoder.standard().read(file), new SplittableRandom(0)));
  }

  private static double difference(NDArray first, NDArray second) {
    return first.sub(second).square().mean().getFloat();
  }
}
