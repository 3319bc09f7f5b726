package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The choice of a precision. */
class StylizerPrecisionTest {
  private final BufferedImage photo = PhotoPixels.drawn(32, 24);

  @Test
  void reachesTheModelWhoeverOwnsIt() {
    TransformNet net = TransformNet.of(4);
    try (NDManager manager = NDManager.newBaseManager();
        TransformModel model =
            TransformNetModel.of(
                net, DrawnTransformNet.tensors(manager, net.kernelShapes(), 1), Map.of())) {
      Stylizer exact = Stylizer.style(model);
      Stylizer quick = exact.precision(Precision.BFLOAT16);
      int[] painted = PhotoPixels.of(quick.apply(photo));
      assertThat(painted)
          .isEqualTo(
              PhotoPixels.of(Stylizer.style(model.precision(Precision.BFLOAT16)).apply(photo)))
          .isNotEqualTo(PhotoPixels.of(exact.apply(photo)));
      assertThat(PhotoPixels.of(quick.precision(Precision.FLOAT32).apply(photo)))
          .isEqualTo(PhotoPixels.of(exact.apply(photo)));
    }
  }

  @Test
  void aMethodWithOnePrecisionRefusesOthers() {
    Stylizer stylizer = Stylizer.style(new InvertingModel()).precision(Precision.BFLOAT16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.apply(photo))
        .withMessageContainingAll("FLOAT32", "BFLOAT16");
    assertThat(PhotoPixels.of(stylizer.precision(Precision.FLOAT32).apply(photo)))
        .isEqualTo(PhotoPixels.of(Stylizer.style(new InvertingModel()).apply(photo)));
    assertThatNullPointerException().isThrownBy(() -> stylizer.precision(null));
  }
}
