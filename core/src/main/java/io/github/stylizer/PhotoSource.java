package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.image.SrgbImage;
import io.github.stylizer.internal.nn.Dither;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** The pixels of a photo, part by part. */
interface PhotoSource {
  int width();

  int height();

  /** Whether the photo is drawn, so that its parts get {@link Dither noise}. */
  boolean drawn();

  /** Returns a part of the photo, which must lie in it. */
  BufferedImage part(Rectangle place) throws IOException;

  /** Returns a part as {@code (1, 3, H, W)}, normalized, with noise if the photo is drawn. */
  default NDArray tensor(Rectangle place, NDManager manager) throws IOException {
    NDArray pixels = ImageTensors.fromImage(manager, part(place));
    return drawn() ? Dither.added(pixels, place.x, place.y) : pixels;
  }

  /** Returns all of the photo as {@link #tensor(Rectangle, NDManager)} returns a part. */
  default NDArray tensor(NDManager manager) throws IOException {
    return tensor(new Rectangle(width(), height()), manager);
  }

  /** A photo in memory. */
  record InMemory(BufferedImage image, boolean drawn) implements PhotoSource {
    static InMemory of(BufferedImage photo) {
      BufferedImage image = SrgbImage.of(photo);
      return new InMemory(image, Dither.isDrawing(image));
    }

    @Override
    public int width() {
      return image.getWidth();
    }

    @Override
    public int height() {
      return image.getHeight();
    }

    @Override
    public BufferedImage part(Rectangle place) {
      return image.getSubimage(place.x, place.y, place.width, place.height);
    }
  }
}
