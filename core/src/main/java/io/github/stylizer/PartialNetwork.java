package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Paints with a part of a style, between the photo's own style and the whole. A network does not
 * quite give a photo back in its own style. So that nothing but the style changes, what it loses
 * there is added, in the proportion of the photo's style.
 *
 * @param between paints in the mixture of both styles
 * @param own paints in that of the photo
 * @param share of the style, 0 … 1
 */
record PartialNetwork(TransformModel between, TransformModel own, double share)
    implements TransformModel {
  private static final String OWN = "own ";

  @Override
  public NDArray stylize(NDArray content, ProgressListener listener) {
    return stylize(content, listener, between, own);
  }

  /** Paints with two models, and adds what the second one loses of the photo. */
  private NDArray stylize(
      NDArray photo, ProgressListener listener, StyleModel mixed, StyleModel ofPhoto) {
    try (NDManager scratch = photo.getManager().newSubManager()) {
      NDArray painted = mixed.stylize(photo, listener);
      painted.attach(scratch);
      NDArray given = ofPhoto.stylize(photo);
      given.attach(scratch);
      NDArray lost = photo.sub(given);
      lost.attach(scratch);
      NDArray picture = painted.add(lost.muli(1 - share));
      picture.attach(photo.getManager());
      return picture;
    }
  }

  @Override
  public int minimumSide() {
    return Math.max(between.minimumSide(), own.minimumSide());
  }

  /** The second network paints while the picture of the first one is kept. */
  @Override
  public long memory(int width, int height) {
    long picture = 3L * Float.BYTES * width * height;
    return Math.max(between.memory(width, height), own.memory(width, height) + picture);
  }

  @Override
  public StyleModel precision(Precision precision) {
    return new Rounded(between.precision(precision), own.precision(precision), this);
  }

  /** Both networks in another precision. They belong to the whole. */
  private record Rounded(StyleModel between, StyleModel own, PartialNetwork whole)
      implements StyleModel {
    @Override
    public NDArray stylize(NDArray content, ProgressListener listener) {
      return whole.stylize(content, listener, between, own);
    }

    @Override
    public int minimumSide() {
      return whole.minimumSide();
    }

    @Override
    public long memory(int width, int height) {
      return whole.memory(width, height);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return whole.toString();
    }
  }

  @Override
  public NormStatistics statistics(NDArray photos) {
    Map<String, NormStatistics.Channels> norms =
        new LinkedHashMap<>(between.statistics(photos).norms());
    own.statistics(photos).norms().forEach((name, channels) -> norms.put(OWN + name, channels));
    return new NormStatistics(norms);
  }

  @Override
  public TransformModel with(NormStatistics statistics) {
    Map<String, NormStatistics.Channels> ofOwn = new LinkedHashMap<>();
    Map<String, NormStatistics.Channels> ofBetween = new LinkedHashMap<>();
    statistics
        .norms()
        .forEach(
            (name, channels) -> {
              if (name.startsWith(OWN)) {
                ofOwn.put(name.substring(OWN.length()), channels);
              } else {
                ofBetween.put(name, channels);
              }
            });
    TransformModel fixed = between.with(new NormStatistics(ofBetween));
    try {
      return new PartialNetwork(fixed, own.with(new NormStatistics(ofOwn)), share);
    } catch (RuntimeException | Error e) {
      fixed.close();
      throw e;
    }
  }

  @Override
  public boolean hasStatistics() {
    return between.hasStatistics();
  }

  @Override
  public Map<String, String> provenance() {
    return between.provenance();
  }

  @Override
  public void save(Path file) throws IOException {
    throw noFile();
  }

  @Override
  public void saveHalf(Path file) throws IOException {
    throw noFile();
  }

  @Override
  public void exportOnnx(Path file, OnnxFormat format) throws IOException {
    throw noFile();
  }

  private static IllegalStateException noFile() {
    return new IllegalStateException(
        "a part of a style is painted with two networks, which do not go into one file; save the network of the whole style");
  }

  @Override
  public void close() {
    between.close();
    own.close();
  }

  @Override
  public String toString() {
    return between.toString();
  }
}
