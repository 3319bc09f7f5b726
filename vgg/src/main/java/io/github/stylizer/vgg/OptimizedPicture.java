package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.loss.ContentTap;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.refine.MomentLoss;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture on its way from a photo to a painting, in a limited number of steps of Adam. All arrays
 * keep their places, so that a checkpoint can be read into them. Owns them until it is closed.
 */
final class OptimizedPicture implements AutoCloseable {
  private static final double RATE = 0.03;
  private static final String IMAGE = "image";

  private final NDManager manager;
  private final NDArray photo;
  private final NDArray painting;
  private final NDArray image;
  private final NDArray left;
  private final Adam adam;

  /**
   * Creates one that is finished.
   *
   * @param side of the square in pixels
   * @param program of Adam, which the caller closes after this picture
   */
  OptimizedPicture(NDManager parent, int side, TorchProgram program) {
    this.manager = parent.newSubManager();
    Shape shape = new Shape(1, 3, side, side);
    this.photo = manager.zeros(shape);
    this.painting = manager.zeros(shape);
    this.image = manager.zeros(shape);
    this.left = manager.zeros(new Shape());
    this.adam = new Adam(Map.of(IMAGE, image), program);
  }

  /** The present state of the picture, {@code (1, 3, side, side)}. */
  NDArray image() {
    return image;
  }

  /** Whether it has made all its steps. */
  boolean isFinished() {
    return left.getFloat() <= 0;
  }

  /**
   * Begins anew. Copies its arguments.
   *
   * @param start what to begin with
   * @param steps how many steps to make
   */
  void begin(NDArray newPhoto, NDArray newPainting, NDArray start, int steps) {
    set(photo, newPhoto);
    set(painting, newPainting);
    set(image, start);
    // Not set to numbers: DJL would leave an array for each.
    try (NDManager scratch = manager.newSubManager()) {
      set(left, scratch.create((float) steps));
      adam.state().values().forEach(array -> set(array, scratch.zeros(array.getShape())));
    }
  }

  private static void set(NDArray array, NDArray values) {
    array.set(new NDIndex("..."), values);
  }

  /** Makes a step towards the painting, as the student sees both at present. */
  void advance(CompactVgg student, MomentLoss loss) {
    CompactVggBlocks narrow = student.narrow();
    List<String> taps = narrow.taps();
    List<String> contentTap = List.of(ContentTap.of(narrow));
    try (NDManager scratch = manager.newSubManager()) {
      NDList content =
          loss.contentTarget(narrow.features(view(photo, scratch), contentTap).singletonOrThrow());
      NDArray statistics = loss.statistics(narrow.features(view(painting, scratch)));
      NDArray gradient =
          narrow.gradient(
              view(image, scratch),
              taps,
              features -> loss.at(features, content, statistics).subNDList(2));
      adam.step(new NDList(gradient), RATE);
      left.subi(1);
    }
  }

  private static NDArray view(NDArray array, NDManager manager) {
    NDArray view = array.stopGradient();
    view.attach(manager);
    return view;
  }

  /** All that a checkpoint needs. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    state.put("photo", photo);
    state.put("painting", painting);
    state.put(IMAGE, image);
    state.put("steps_left", left);
    state.putAll(adam.state());
    return state;
  }

  @Override
  public void close() {
    adam.close();
    manager.close();
  }
}
