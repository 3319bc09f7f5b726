package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One photo painted from start to end, with everything that the listener was told.
 *
 * @param result the values of the result
 * @param progress every report
 * @param previews the preview of every report
 */
record RecordedRun(float[] result, List<Progress> progress, List<BufferedImage> previews) {
  static final int WIDTH = 22;
  static final int HEIGHT = 18;

  /** Paints the usual photo in the usual style. */
  static RecordedRun of(FeatureExtractor extractor, UnaryOperator<GatysMethod.Builder> settings)
      throws IOException {
    return of(extractor, settings, DrawnPictures.painting(2), ProgressListener.NONE);
  }

  /** Paints the usual photo. */
  static RecordedRun of(
      FeatureExtractor extractor,
      UnaryOperator<GatysMethod.Builder> settings,
      List<Style> styles,
      ProgressListener listener)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray photo = DrawnPictures.photo(manager, 1, WIDTH, HEIGHT);
      return of(photo, extractor, settings, styles, listener);
    }
  }

  static RecordedRun of(
      NDArray photo,
      FeatureExtractor extractor,
      UnaryOperator<GatysMethod.Builder> settings,
      List<Style> styles,
      ProgressListener listener)
      throws IOException {
    List<Progress> progress = new ArrayList<>();
    List<BufferedImage> previews = new ArrayList<>();
    ProgressListener recorder =
        report -> {
          progress.add(report);
          previews.add(report.preview().orElseThrow());
          listener.onProgress(report);
        };
    GatysMethod gatys = settings.apply(GatysMethod.builder(extractor)).build();
    try (StyleModel model = gatys.prepare(styles, ProgressListener.NONE);
        NDArray result = model.stylize(photo, recorder)) {
      return new RecordedRun(result.toFloatArray(), progress, previews);
    }
  }

  /** The reports of evaluations, without those of an end. */
  List<Progress> evaluations() {
    return progress.stream().filter(report -> report.stopReason() == null).toList();
  }

  /** The total loss of every evaluation. */
  List<Double> totals() {
    return evaluations().stream().map(report -> report.losses().get("total")).toList();
  }

  Progress last() {
    return progress.get(progress.size() - 1);
  }
}
