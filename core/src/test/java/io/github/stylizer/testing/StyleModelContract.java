package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link StyleModel} promises. */
public abstract class StyleModelContract {
  private static final double TOLERANCE = 1e-4;

  private final NDManager parent = NDManager.newBaseManager();
  private final NDManager manager = parent.newSubManager();
  private StyleModel model;
  private NDArray content;

  /**
   * Opens a model that paints a small picture within a second.
   *
   * @return a new model, closed by the contract
   * @throws IOException if it cannot be opened
   */
  protected abstract StyleModel open() throws IOException;

  /**
   * Returns the shortest side that the model accepts.
   *
   * @return the side in pixels, at least 1
   */
  protected abstract int minimumSide();

  @BeforeEach
  void openModel() throws IOException {
    model = open();
    content = photos(manager, 1);
    // From here on nothing may be attached to any manager but the content's.
    parent.cap();
  }

  @AfterEach
  void closeModel() {
    model.close();
    parent.close();
  }

  /** Sides that no stride divides, so that padding must be undone. */
  private NDArray photos(NDManager owner, int count) {
    Shape shape = new Shape(count, 3, Math.max(22, minimumSide()), Math.max(17, minimumSide()));
    return Draw.array(owner, 41, shape, -2, 2);
  }

  @Test
  void resultHasShapeAndTypeOfTheContent() {
    NDArray result = model.stylize(content);
    assertThat(result).isNotSameAs(content);
    assertThat(result.getShape()).isEqualTo(content.getShape());
    assertThat(result.getDataType()).isEqualTo(DataType.FLOAT32);
    for (float value : result.toFloatArray()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void saysHowSmallAPhotoMayBe() {
    assertThat(model.minimumSide()).isEqualTo(minimumSide());
    try (StyleModel view = model.precision(Precision.FLOAT32)) {
      assertThat(view.minimumSide()).isEqualTo(minimumSide());
    }
  }

  @Test
  void smallestPictureIsPainted() {
    NDArray smallest = manager.ones(new Shape(1, 3, minimumSide(), minimumSide()));
    assertThat(model.stylize(smallest).getShape()).isEqualTo(smallest.getShape());
  }

  @Test
  void contentIsNotModified() {
    float[] before = content.toFloatArray();
    model.stylize(content);
    assertThat(content.toFloatArray()).containsExactly(before);
    assertThat(content.getManager()).isSameAs(manager);
  }

  @Test
  void resultIsTheOnlyArrayLeft() {
    model.stylize(content).close();
    int own = NativeArrays.heldBy(model);
    int before = manager.getManagedArrays().size();
    NDArray result = model.stylize(content);
    assertThat(result.getManager()).isSameAs(manager);
    assertThat(manager.getManagedArrays()).hasSize(before + 1);
    assertThat(NativeArrays.heldBy(model)).as("arrays in the model's managers").isEqualTo(own);
  }

  @Test
  void resultOutlivesTheModel() {
    NDArray result = model.stylize(content);
    float[] before = result.toFloatArray();
    model.close();
    assertThat(result.toFloatArray()).containsExactly(before);
  }

  @Test
  void nothingIsLeftWhenTheListenerThrows() {
    ProgressListener failing =
        progress -> {
          throw new CancellationException("enough");
        };
    int before = manager.getManagedArrays().size();
    int expected = before + 1;
    try {
      model.stylize(content, failing);
    } catch (CancellationException e) {
      expected = before;
    }
    assertThat(manager.getManagedArrays()).hasSize(expected);
  }

  @Test
  void sameInputGivesSameOutput() {
    float[] first = model.stylize(content).toFloatArray();
    for (int i = 0; i < 3; i++) {
      assertThat(model.stylize(content).toFloatArray()).containsExactly(first);
    }
  }

  @Test
  void batchIsPaintedLikeItsPictures() {
    NDArray batch = photos(manager, 2);
    NDArray together = model.stylize(batch);
    for (int i = 0; i < 2; i++) {
      NDArray single = batch.get(i).expandDims(0);
      assertClose(together.get(i).toFloatArray(), model.stylize(single).toFloatArray());
    }
  }

  /** Both halves of a batch lie in one piece of memory; a model may not count on an own one. */
  @Test
  void viewsArePaintedLikeCopies() {
    NDArray view = photos(manager, 2).get("1:");
    float[] ofView = model.stylize(view).toFloatArray();
    assertClose(ofView, model.stylize(view.duplicate()).toFloatArray());
  }

  @Test
  void concurrentCallsGiveTheResultsOfSerialOnes() throws Exception {
    float[] serial = model.stylize(content).toFloatArray();
    List<float[]> results =
        Concurrently.run(
            3,
            () -> {
              try (NDManager own = NDManager.newBaseManager()) {
                return model.stylize(photos(own, 1)).toFloatArray();
              }
            });
    assertThat(results).hasSize(3).allSatisfy(result -> assertClose(result, serial));
  }

  @Test
  void wrongShapesAreRefused() {
    WrongPictures.assertShapesRefused(manager, minimumSide() + 5, model::stylize);
  }

  @Test
  void wrongTypesAreRefused() {
    WrongPictures.assertTypesRefused(manager, minimumSide() + 5, model::stylize);
  }

  @Test
  void tooSmallPicturesAreRefused() {
    WrongPictures.assertTooSmallRefused(manager, minimumSide(), model::stylize);
  }

  @Test
  void closedModelDoesNotPaint() {
    model.close();
    model.close();
    assertThatIllegalStateException().isThrownBy(() -> model.stylize(content));
    assertThat(manager.getManagedArrays()).containsExactly(content);
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(ErrorMeasures.relative(actual, expected)).isLessThanOrEqualTo(TOLERANCE);
  }
}
