package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.weights.WeightsFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void goldenDirectoryIsHonored(@TempDir Path directory) throws Exception {
    try (WeightsFile golden = Goldens.open("features")) {
      Files.copy(Path.of(golden.origin()), directory.resolve("features.safetensors"));
    }
    withDirectory(
        directory,
        () -> {
          try (WeightsFile golden = Goldens.open("features")) {
            assertThat(golden.origin())
                .isEqualTo(directory.resolve("features.safetensors").toString());
          }
          assertThatExceptionOfType(NoSuchFileException.class)
              .isThrownBy(() -> Goldens.open("gatys_lbfgs"))
              .withMessageContaining(directory.toString());
          return null;
        });
  }

  @Test
  void onlyTheGoldenWithPicturesMayBeElsewhere(@TempDir Path directory) throws Exception {
    Path shared = SharedFiles.path("golden/vgg19_real.safetensors");
    withDirectory(
        directory,
        () -> {
          try (WeightsFile golden = Goldens.open("vgg19_real")) {
            assertThat(golden.origin()).isEqualTo(shared.toString());
          }
          Path own = Files.copy(shared, directory.resolve("vgg19_real.safetensors"));
          try (WeightsFile golden = Goldens.open("vgg19_real")) {
            assertThat(golden.origin()).isEqualTo(own.toString());
          }
          return null;
        });
  }

  private static void withDirectory(Path directory, Callable<Void> test) throws Exception {
    String before = System.getProperty("golden.dir");
    System.setProperty("golden.dir", directory.toString());
    try {
      test.call();
    } finally {
      if (before == null) {
        System.clearProperty("golden.dir");
      } else {
        System.setProperty("golden.dir", before);
      }
    }
  }
}
