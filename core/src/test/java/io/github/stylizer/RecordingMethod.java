package io.github.stylizer;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A method that writes down what it is asked to prepare. Public for the service loader. */
public final class RecordingMethod implements StyleMethod {
  static final String STYLE_NAME = "negative";

  final List<List<Style>> prepared = new CopyOnWriteArrayList<>();
  final List<InvertingModel> models = new CopyOnWriteArrayList<>();

  /** For the service loader. */
  public RecordingMethod() {}

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public int preference() {
    return 7;
  }

  @Override
  public boolean accepts(List<Style> styles) {
    return styles.stream()
        .allMatch(
            style ->
                style instanceof Style.Painting
                    || style instanceof Style.Bundled named && named.name().equals(STYLE_NAME));
  }

  @Override
  public StyleModel prepare(List<Style> styles, ProgressListener listener) {
    List<Style> counted = Style.counted(styles);
    if (!accepts(counted)) {
      throw new IllegalArgumentException("recording does not know " + counted);
    }
    listener.onProgress(Progress.of("preparing", 1, 1, Duration.ZERO));
    prepared.add(styles);
    return model();
  }

  @Override
  public List<NamedStyle> styles() {
    return List.of(new NamedStyle(STYLE_NAME, "A Negative", "nobody", "now"));
  }

  /** The images of the paintings of the n-th style that was prepared. */
  List<BufferedImage> images(int n) {
    return prepared.get(n).stream().map(style -> ((Style.Painting) style).image()).toList();
  }

  private InvertingModel model() {
    InvertingModel model = new InvertingModel();
    models.add(model);
    return model;
  }
}
