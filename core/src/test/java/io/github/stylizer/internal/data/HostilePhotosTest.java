package io.github.stylizer.internal.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.testing.SharedFiles;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder in which hostile files lie among photos. */
class HostilePhotosTest {
  @TempDir Path folder;

  @Test
  @Timeout(300)
  void trainingGoesOn() throws Exception {
    NumberedPhotos.write(folder, 3);
    Path hostile = folder.resolve("hostile");
    Files.createSymbolicLink(hostile, SharedFiles.path("images/hostile").toAbsolutePath());
    try {
      takeTwoEpochs(ImageFolder.of(folder), hostile);
    } finally {
      Files.delete(hostile);
    }
  }

  private static void takeTwoEpochs(ImageFolder photos, Path hostile) throws Exception {
    int files = photos.files().size();
    assertThat(files).isGreaterThan(50);
    Crop crop = Crop.randomResized(32, 0.3, 1).randomlyFlipped();
    try (PhotoBatches batches = new PhotoBatches(photos, crop, 8, 1, 0, 2)) {
      for (int taken = 0; taken < 2 * files; taken += 8) {
        assertThat(batches.next())
            .hasSize(8)
            .allMatch(photo -> photo.getWidth() == 32 && photo.getHeight() == 32)
            .allMatch(photo -> photo.getType() == BufferedImage.TYPE_INT_RGB);
      }
      assertThat(batches.unreadable().keySet())
          .contains(
              hostile.resolve("MANIFEST.tsv"),
              hostile.resolve("made/bomb-header-60000x60000.png"),
              hostile.resolve("made/truncated-half.jpg"))
          .doesNotContain(hostile.resolve("made/base.png"))
          .allMatch(file -> file.startsWith(hostile))
          .hasSizeLessThan(files - 3);
      assertThat(batches.unreadable().values())
          .allMatch(reason -> reason.lines().count() == 1)
          .noneMatch(reason -> reason.contains("null"));
    }
  }
}
