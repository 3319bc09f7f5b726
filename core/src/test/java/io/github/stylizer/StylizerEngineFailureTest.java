package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** An engine that fails outside of what a model guards. */
class StylizerEngineFailureTest {
  private static final StyleModel FAILING =
      new StyleModel() {
        @Override
        public NDArray stylize(NDArray content, ProgressListener listener) {
          throw new EngineException("DefaultCPUAllocator: not enough memory");
        }

        @Override
        public int minimumSide() {
          return 8;
        }

        @Override
        public void close() {}
      };

  @Test
  void saysWhichPhotoIsTooLarge() {
    BufferedImage photo = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> Stylizer.style(FAILING).apply(photo))
        .withMessageContainingAll("not enough native memory", "40x30")
        .withCauseInstanceOf(EngineException.class);
  }

  @Test
  void aWarmUpFailsLikeAPhoto() {
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> Stylizer.style(FAILING).prepare())
        .withMessageContaining("not enough native memory")
        .withCauseInstanceOf(EngineException.class);
  }
}
