package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.weights.WeightsFile;
import org.junit.jupiter.api.Test;

class GoldensTest {

  @Test
  void readsSaltAndSeeds() throws Exception {
    try (WeightsFile golden = Goldens.open("features")) {
      long salt = Goldens.salt(golden);
      assertThat(Goldens.seed(golden, "vgg")).isEqualTo(salt + 1000);
    }
  }

  /** Ties the reader to the numbers PyTorch stored: the total variation of the stored input. */
  @Test
  void readsNumbersThatFitTogether() throws Exception {
    try (WeightsFile golden = Goldens.open("features");
        NDManager manager = NDManager.newBaseManager()) {
      NDArray input = golden.readFloat32("input", manager);
      NDArray down = input.get(":,:,1:,:").sub(input.get(":,:,:-1,:")).abs().sum();
      NDArray right = input.get(":,:,:,1:").sub(input.get(":,:,:,:-1")).abs().sum();
      float expected = golden.readFloat32("tv", manager).toFloatArray()[0];
      float total = down.add(right).getFloat();
      assertThat(total).isCloseTo(expected, withinPercentage(0.01));
    }
  }
}
