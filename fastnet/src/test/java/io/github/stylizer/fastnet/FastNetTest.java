package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.StyleModel;
import io.github.stylizer.nn.TransformNet;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.StyleModelContract;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FastNetTest extends StyleModelContract {
  private static final TransformNet NET = TransformNet.of(4);

  private final NDManager manager = NDManager.newBaseManager();
  private final Map<String, NDArray> tensors =
      DrawnTransformNet.tensors(manager, NET.kernelShapes(), 1);

  @AfterEach
  void close() {
    manager.close();
  }

  private FastNet network() {
    return FastNet.of(NET, tensors, Map.of());
  }

  @Override
  protected StyleModel open() {
    return network();
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
    try (FastNet network = network()) {
      float[] before = network.stylize(photo()).toFloatArray();
      tensors.get("downsampling.1.weight").muli(-1f);
      assertThat(network.stylize(photo()).toFloatArray()).containsExactly(before);
    }
  }

  /** As a trainer does it, whose weights take part in gradients. */
  @Test
  void weightsWithGradientsAreCopiedWithoutThem() {
    tensors.values().forEach(tensor -> tensor.setRequiresGradient(true));
    int before = manager.getManagedArrays().size();
    try (FastNet network = network()) {
      assertThat(manager.getManagedArrays()).hasSize(before);
      assertThat(network.stylize(photo()).hasGradient()).isFalse();
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FastNet.of(TransformNet.of(8), tensors, Map.of()))
        .withMessageContainingAll("downsampling.1.weight", "(4, 3, 9, 9)", "(8, 3, 9, 9)");
    tensors.remove("upsampling.7.bias");
    assertThatIllegalArgumentException()
        .isThrownBy(this::network)
        .withMessageContainingAll("upsampling.7.bias", "missing");
  }

  @Test
  void provenanceDescribesTheNetworkFirst() {
    Map<String, String> told = Map.of("style", "mosaic", "base", "64", "norm", "affine");
    try (FastNet network = FastNet.of(NET, tensors, told)) {
      assertThat(network.net()).isEqualTo(NET);
      assertThat(network.provenance())
          .containsEntry("format", "stylizer-fastnet")
          .containsEntry("style", "mosaic")
          .containsEntry("base", "4")
          .containsEntry("norm", "plain")
          .containsEntry("pixels", "imagenet");
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> network.provenance().clear());
    }
  }

  /** Freeing weights that native code reads would end the process. */
  @Test
  void closingWaitsForThosePainting() throws Exception {
    float[] expected;
    try (FastNet network = network()) {
      expected = network.stylize(photo()).toFloatArray();
    }
    for (int round = 0; round < 5; round++) {
      FastNet network = network();
      CountDownLatch painted = new CountDownLatch(3);
      Thread closing = new Thread(() -> closeAfter(painted, network));
      closing.start();
      List<Integer> counts =
          Concurrently.run(3, () -> paintUntilClosed(network, painted, expected));
      closing.join();
      assertThat(counts).allSatisfy(count -> assertThat(count).isPositive());
    }
  }

  private static void closeAfter(CountDownLatch painted, FastNet network) {
    try {
      painted.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    network.close();
  }

  private static int paintUntilClosed(FastNet network, CountDownLatch painted, float[] expected) {
    for (int count = 0; true; count++) {
      try (NDManager own = NDManager.newBaseManager()) {
        NDArray photo = Draw.array(own, 51, new Shape(1, 3, 24, 32), -2, 2);
        assertThat(network.stylize(photo).toFloatArray()).containsExactly(expected);
        painted.countDown();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("this network is closed");
        return count;
      }
    }
  }
}
