package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.internal.torch.ConcurrencyLimit;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link StyleModel} promises. */
public abstract class StyleModelContract {
  private static final double TOLERANCE = 1e-4;
  private static final long PATIENCE_SECONDS = 120;

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

  /**
   * Says what a call returns on an interrupt.
   *
   * @return true for the best picture so far, false unless overridden, for a {@link
   *     PaintingInterruptedException}
   */
  protected boolean returnsTheBestSoFar() {
    return false;
  }

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
  void aListenersExceptionReachesTheCallerAndNothingIsLeft() {
    ProgressListener failing =
        progress -> {
          throw new CancellationException("enough");
        };
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> model.stylize(content, failing))
        .withMessage("enough");
    assertThat(manager.getManagedArrays()).containsExactly(content);
  }

  /**
   * On more threads than there are permits: one held while a listener runs would block them all.
   */
  @Test
  void theListenerMayPaint() throws Exception {
    List<Shape> painted =
        Concurrently.run(
            ConcurrencyLimit.limit() + 1,
            () -> {
              try (NDManager own = NDManager.newBaseManager()) {
                NDArray photo = photos(own, 1);
                AtomicBoolean first = new AtomicBoolean(true);
                ProgressListener painting =
                    progress -> {
                      if (first.getAndSet(false)) {
                        model.stylize(photo).close();
                      }
                    };
                return model.stylize(photo, painting).getShape();
              }
            });
    assertThat(painted).hasSize(ConcurrencyLimit.limit() + 1).containsOnly(content.getShape());
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void theListenerMayCloseTheModel() {
    try {
      model.stylize(content, progress -> model.close()).close();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("closed");
    }
    assertThat(manager.getManagedArrays()).containsExactly(content);
    assertThatIllegalStateException().isThrownBy(() -> model.stylize(content));
  }

  @Test
  void anInterruptBeforeTheCallEndsIt() {
    Thread.currentThread().interrupt();
    assertEndsOnInterrupt(() -> model.stylize(content));
  }

  @Test
  void anInterruptDuringTheCallEndsIt() {
    AtomicBoolean first = new AtomicBoolean(true);
    ProgressListener interrupting =
        progress -> {
          if (first.getAndSet(false)) {
            Thread.currentThread().interrupt();
          }
        };
    assertEndsOnInterrupt(() -> model.stylize(content, interrupting));
  }

  @Test
  void anInterruptEndsTheWaitForOthers() throws Exception {
    model.stylize(content).close();
    FutureTask<Boolean> call =
        new FutureTask<>(() -> assertEndsOnInterrupt(() -> model.stylize(content)));
    Thread painter = new Thread(call);
    OccupiedGate.during(
        () -> {
          painter.start();
          OccupiedGate.awaitWaiting(painter);
          assertThat(call.isDone()).isFalse();
          painter.interrupt();
          assertThat(call.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        });
  }

  private boolean assertEndsOnInterrupt(Supplier<NDArray> call) {
    int own = NativeArrays.heldBy(model);
    if (returnsTheBestSoFar()) {
      try (NDArray result = call.get()) {
        assertThat(result.getShape()).isEqualTo(content.getShape());
      }
    } else {
      assertThatExceptionOfType(PaintingInterruptedException.class).isThrownBy(call::get);
    }
    assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    assertThat(manager.getManagedArrays()).containsExactly(content);
    assertThat(NativeArrays.heldBy(model)).as("arrays in the model's managers").isEqualTo(own);
    return true;
  }

  @Test
  void closingBlocksUntilCallsInProgressFinish() throws Exception {
    float[] expected = model.stylize(content).toFloatArray();
    FutureTask<float[]> painting =
        new FutureTask<>(
            () -> {
              try (NDManager own = NDManager.newBaseManager()) {
                return model.stylize(photos(own, 1)).toFloatArray();
              }
            });
    FutureTask<Boolean> closing = new FutureTask<>(model::close, true);
    Thread painter = new Thread(painting);
    Thread closer = new Thread(closing);
    OccupiedGate.during(
        () -> {
          painter.start();
          OccupiedGate.awaitWaiting(painter);
          closer.start();
          OccupiedGate.awaitWaiting(closer);
          assertThat(closing.isDone()).as("closed while another paints").isFalse();
          assertThatIllegalStateException().isThrownBy(() -> model.stylize(content));
        });
    assertClose(painting.get(PATIENCE_SECONDS, TimeUnit.SECONDS), expected);
    assertThat(closing.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
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
