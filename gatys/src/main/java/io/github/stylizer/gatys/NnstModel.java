package io.github.stylizer.gatys;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleModel;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.tensor.ImageTensors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Paints by nearest neighbors. Paintings are encoded anew for every photo, at its size. */
final class NnstModel implements StyleModel {
  private final CloseGuard guard = new CloseGuard("style");
  // By the device of the photos; each is compiled on first use.
  private final Map<Device, NearestFeatures> features = new ConcurrentHashMap<>();
  private final FeatureExtractor extractor;
  private final NnstOptions options;
  private final List<Style.Painting> paintings;

  /**
   * Creates the model.
   *
   * @param release frees what the model owns
   */
  NnstModel(
      FeatureExtractor extractor,
      NnstOptions options,
      List<Style.Painting> paintings,
      Runnable release) {
    this.extractor = extractor;
    this.options = options;
    this.paintings = List.copyOf(paintings);
    Map<Device, NearestFeatures> compiled = features;
    guard.watch(this, () -> compiled.values().forEach(NearestFeatures::close), release);
  }

  @Override
  public long memory(int width, int height) {
    return (long) width * height * OptimizedPicture.bytesPerPixel(extractor);
  }

  @Override
  public NDArray stylize(NDArray content, ProgressListener listener) {
    return guard.compute(content.getShape(), () -> paintAll(content, listener));
  }

  private NDArray paintAll(NDArray content, ProgressListener listener) {
    ImageTensors.requireBatch(content, minimumSide());
    NearestFeatures compiled =
        features.computeIfAbsent(
            content.getDevice(), device -> new NearestFeatures(extractor, device));
    return PhotoByPhoto.paint(
        content,
        photo ->
            new NnstRun(extractor, compiled, options, paintings, guard, listener).paint(photo));
  }

  /** Twice that of the extractor, so that each feature map has two pixels. */
  @Override
  public int minimumSide() {
    return 2 * extractor.minimumSide();
  }

  /** Blocks until calls in progress finish, then frees what the model owns. */
  @Override
  public void close() {
    guard.close();
  }
}
