package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.Progress;
import io.github.stylizer.StyleModel;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.StyleModelContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransformNetModelTest extends StyleModelContract {
  private static final TransformNet NET = TransformNet.of(4);

  private final NDManager manager = NDManager.newBaseManager();
  private final Map<String, NDArray> tensors =
      DrawnTransformNet.tensors(manager, NET.kernelShapes(), 1);

  @AfterEach
  void close() {
    manager.close();
  }

  private TransformNetModel model() {
    return TransformNetModel.of(NET, tensors, Map.of());
  }

  @Override
  protected StyleModel open() {
    return model();
  }

  @Override
  protected int minimumSide() {
    return TransformNet.MINIMUM_SIDE;
  }

  private NDArray photo() {
    return Draw.array(manager, 51, new Shape(1, 3, 24, 32), -2, 2);
  }

  @Test
  void keepsCopiesOfTheWeights() {
    try (TransformNetModel model = model()) {
      float[] before = model.stylize(photo()).toFloatArray();
      tensors.get("downsampling.1.weight").muli(-1f);
      assertThat(model.stylize(photo()).toFloatArray()).containsExactly(before);
    }
  }

  /** As a trainer does it, whose weights take part in gradients. */
  @Test
  void weightsWithGradientsAreCopiedWithoutThem() {
    tensors.values().forEach(tensor -> tensor.setRequiresGradient(true));
    int before = manager.getManagedArrays().size();
    try (TransformNetModel model = model()) {
      assertThat(manager.getManagedArrays()).hasSize(before);
      assertThat(model.stylize(photo()).hasGradient()).isFalse();
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransformNetModel.of(TransformNet.of(8), tensors, Map.of()))
        .withMessageContainingAll("downsampling.1.weight", "(4, 3, 9, 9)", "(8, 3, 9, 9)");
    tensors.remove("upsampling.7.bias");
    assertThatIllegalArgumentException()
        .isThrownBy(this::model)
        .withMessageContainingAll("upsampling.7.bias", "missing");
    tensors.put("upsampling.7.bias", manager.zeros(new Shape(4), DataType.FLOAT64));
    assertThatIllegalArgumentException()
        .isThrownBy(this::model)
        .withMessageContainingAll("upsampling.7.bias", "float64", "float32");
  }

  @Test
  void provenanceDescribesTheNetworkFirst() {
    Map<String, String> told = Map.of("style", "mosaic", "base", "64", "norm", "affine");
    try (TransformNetModel model = TransformNetModel.of(NET, tensors, told)) {
      assertThat(model.net()).isEqualTo(NET);
      assertThat(model.provenance())
          .containsEntry("format", "stylizer-transform-net")
          .containsEntry("style", "mosaic")
          .containsEntry("base", "4")
          .containsEntry("norm", "plain")
          .containsEntry("pixels", "imagenet");
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> model.provenance().clear());
    }
  }

  @Test
  void inAnotherPrecisionItIsAViewOfTheModel() {
    NDArray photo = photo();
    StyleModel view;
    try (TransformNetModel model = model()) {
      float[] exact = model.stylize(photo).toFloatArray();
      view = model.precision(Precision.BFLOAT16);
      float[] painted = view.stylize(photo).toFloatArray();
      assertThat(painted).isNotEqualTo(exact);
      // 0.02 was measured.
      assertThat(ErrorMeasures.rootMeanSquare(painted, exact)).isLessThan(0.04);
      assertThat(view.precision(Precision.FLOAT32).stylize(photo).toFloatArray())
          .containsExactly(exact);
      view.close();
      assertThat(view.stylize(photo).toFloatArray()).containsExactly(painted);
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> view.stylize(photo))
        .withMessageContaining("closed");
  }

  @Test
  void beginningAndEndAreReported() {
    NDArray photo = photo();
    try (TransformNetModel model = model()) {
      for (StyleModel style : List.of(model, model.precision(Precision.BFLOAT16))) {
        List<Progress> reports = new ArrayList<>();
        style.stylize(photo, reports::add);
        assertThat(reports)
            .extracting(Progress::stage, Progress::done, Progress::total)
            .containsExactly(tuple("painting", 0L, 1L), tuple("painting", 1L, 1L));
        assertThat(reports.get(0).elapsed()).isZero();
        assertThat(reports.get(1).elapsed()).isPositive();
      }
    }
  }

  @Test
  void aListenerThatThrowsAtTheEndLeavesNothing() {
    NDArray photo = photo();
    int before = manager.getManagedArrays().size();
    try (TransformNetModel model = model()) {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> model.stylize(photo, TransformNetModelTest::failAtTheEnd));
    }
    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  private static void failAtTheEnd(Progress progress) {
    if (progress.done() == progress.total()) {
      throw new CancellationException("enough");
    }
  }

  @Test
  void aListenerMayCloseTheModel() {
    TransformNetModel model = model();
    NDArray photo = photo();
    assertThatIllegalStateException()
        .isThrownBy(() -> model.stylize(photo, progress -> model.close()))
        .withMessageContaining("closed");
  }

  /** Freeing weights that native code reads would end the process. */
  @Test
  void closingWhileOthersPaintEndsWell() throws Exception {
    float[] expected;
    try (TransformNetModel model = model()) {
      expected = model.stylize(photo()).toFloatArray();
    }
    for (int round = 0; round < 5; round++) {
      TransformNetModel model = model();
      List<String> told =
          Concurrently.untilClosed(3, () -> assertPaints(model, expected), model::close);
      assertThat(told).hasSize(3).containsOnly("this network is closed");
    }
  }

  private static void assertPaints(TransformNetModel model, float[] expected) {
    try (NDManager own = NDManager.newBaseManager()) {
      NDArray photo = Draw.array(own, 51, new Shape(1, 3, 24, 32), -2, 2);
      assertThat(model.stylize(photo).toFloatArray()).containsExactly(expected);
    }
  }
}
