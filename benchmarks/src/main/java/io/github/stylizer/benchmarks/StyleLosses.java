package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.gatys.GatysMethod;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.MetaNetMethod;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Prints how far the results of several methods are from photos and paintings: the mean squared
 * errors of the feature map at the third tap of VGG-19, and of the means and standard deviations at
 * all four, averaged over pairs of 256-pixel squares.
 */
@Command(
    name = "style-losses",
    description = "Prints how far the results of methods are from photos and paintings.")
final class StyleLosses implements Callable<Integer> {
  private static final int SIDE = 256;
  private static final int CONTENT_TAP = 2;
  private static final PrintStream OUT = System.out;

  @Parameters(paramLabel = "VGG19", description = "Weights of VGG-19.")
  private Path weights;

  @Parameters(paramLabel = "PHOTOS", description = "Folder of photos.")
  private Path photoFolder;

  @Parameters(
      paramLabel = "PAINTINGS",
      description = "Folder of paintings: the first is the style of the first photo, and so on.")
  private Path paintingFolder;

  @Parameters(
      paramLabel = "METHOD",
      arity = "1..*",
      description = "gatys, compact (the bundled MetaNet), or a MetaNet file for VGG-19.")
  private List<String> methods;

  private StyleLosses() {}

  @Override
  public Integer call() throws IOException {
    List<BufferedImage> photos = SquareImages.ofFolder(photoFolder, SIDE);
    List<BufferedImage> paintings = SquareImages.ofFolder(paintingFolder, SIDE);
    int pairs = Math.min(photos.size(), paintings.size());
    try (Vgg vgg = Vgg.builder(VggVariant.VGG19).weights(weights).build();
        NDManager manager = NDManager.newBaseManager()) {
      OUT.printf("%d pairs at %d²%n", pairs, SIDE);
      for (String name : methods) {
        StyleMethod method = method(name, vgg);
        double[] sums = new double[3];
        for (int i = 0; i < pairs; i++) {
          add(method, photos.get(i), paintings.get(i), vgg, manager, sums);
        }
        OUT.printf(
            "%s: content %.3f, statistics %.4f (unstylized photos: %.3f)%n",
            name, sums[0] / pairs, sums[1] / pairs, sums[2] / pairs);
      }
    }
    return 0;
  }

  private static StyleMethod method(String name, Vgg vgg) throws IOException {
    return switch (name) {
      case "gatys" -> GatysMethod.builder(vgg).build();
      case "compact" -> new MetaNetMethod();
      // Stays in memory until the process ends.
      default -> MetaNetMethod.of(MetaNet.load(Path.of(name), vgg));
    };
  }

  private static void add(
      StyleMethod method,
      BufferedImage photo,
      BufferedImage painting,
      Vgg vgg,
      NDManager manager,
      double[] sums)
      throws IOException {
    List<Style> style = List.of(Style.of(painting));
    try (NDManager scratch = manager.newSubManager();
        StyleModel model = method.prepare(style, ProgressListener.NONE)) {
      NDArray content = ImageTensors.fromImage(scratch, photo);
      NDList wanted = vgg.features(ImageTensors.fromImage(scratch, painting));
      NDList found = vgg.features(model.stylize(content));
      NDList before = vgg.features(content);
      sums[0] += difference(found.get(CONTENT_TAP), before.get(CONTENT_TAP));
      sums[1] += difference(ChannelStatistics.compute(found), ChannelStatistics.compute(wanted));
      sums[2] += difference(ChannelStatistics.compute(before), ChannelStatistics.compute(wanted));
    }
  }

  private static double difference(NDArray first, NDArray second) {
    return first.sub(second).square().mean().getFloat();
  }
}
