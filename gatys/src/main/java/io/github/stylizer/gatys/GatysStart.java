package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.torch.RandomTensors;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * What an optimization starts from.
 *
 * @param init used if there is no image
 * @param image resized to the photo; null for none
 * @param seed of the noise
 */
record GatysStart(GatysInit init, @Nullable BufferedImage image, long seed) {

  /**
   * Creates the array to start from.
   *
   * @param content the photo, {@code (1, 3, H, W)}
   * @return a new array of that shape, attached to its manager
   */
  NDArray of(NDArray content) {
    int height = (int) content.getShape().get(2);
    int width = (int) content.getShape().get(3);
    if (image != null) {
      return ImageTensors.fromImage(content.getManager(), ImageResize.to(image, width, height));
    }
    if (init == GatysInit.CONTENT) {
      return content.duplicate();
    }
    return new RandomTensors(seed, content.getManager()).normal(content.getShape(), 1);
  }
}
