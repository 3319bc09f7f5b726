package io.github.stylizer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A method that writes down what it is asked to prepare. Public for the service loader. */
public final class RecordingMethod implements StyleMethod {
  static final String STYLE_NAME = "negative";

  final List<List<WeightedStyle>> prepared = new CopyOnWriteArrayList<>();
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
  public StyleModel prepare(List<WeightedStyle> styles, ProgressListener listener) {
    WeightedStyle.counted(styles); // fails if none does
    listener.onProgress(Progress.of("preparing", 1, 1, Duration.ZERO));
    prepared.add(styles);
    return model();
  }

  @Override
  public List<NamedStyle> styles() {
    return List.of(new NamedStyle(STYLE_NAME, "A Negative", "nobody", "now"));
  }

  @Override
  public StyleModel named(String styleName) {
    if (!styleName.equals(STYLE_NAME)) {
      throw new IllegalArgumentException("there is no style named '" + styleName + "'");
    }
    return model();
  }

  private InvertingModel model() {
    InvertingModel model = new InvertingModel();
    models.add(model);
    return model;
  }
}
