package io.github.stylizer.internal.train;

import io.github.stylizer.internal.loss.LossWeights;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.train.StyleTrainerBuilder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Describes a training that takes milliseconds. */
final class TinyTrainer extends StyleTrainerBuilder<TinyTrainer> {
  TinyTrainer(Path photos, long steps) {
    super(16, 2, steps, "none", new LossWeights(1, 1, 0));
    content(photos);
  }

  @Override
  protected TinyTrainer self() {
    return this;
  }

  /** Lets the learning rate grow. */
  TinyTrainer warmUp(long steps) {
    adam(Adam.SECOND_DECAY, steps);
    return this;
  }

  Training build() {
    return training();
  }

  /** Draws photos into a folder, which is made. */
  static Path photos(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      photo(folder.resolve(i + ".png"), 100 + i, 18 + i, 20);
    }
    return folder;
  }

  static Path photo(Path file, long seed, int width, int height) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    float[] colors = Draw.values(seed, width, height);
    for (int i = 0; i < colors.length; i++) {
      photo.setRGB(i % width, i / width, (int) ((1 + colors[i]) * (1 << 23)));
    }
    ImageIO.write(photo, "png", file.toFile());
    return file;
  }
}
