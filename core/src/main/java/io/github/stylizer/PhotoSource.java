package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.image.DeepImage;
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

  /** Whether the picture gets the transparency of the photo. */
  default boolean hasAlpha() {
    return false;
  }

  /** Returns a part of the photo, which must lie in it, without transparency. */
  BufferedImage part(Rectangle place) throws IOException;

  /** Returns a part that may reach beyond the left and the right edge, which meet. */
  private BufferedImage around(Rectangle place) throws IOException {
    if (place.x >= 0 && place.x + place.width <= width()) {
      return part(place);
    }
    BufferedImage first = part(new Rectangle(0, place.y, 1, place.height));
    BufferedImage joined = DeepImage.emptyLike(first, place.width, place.height);
    for (int x = place.x; x < place.x + place.width; ) {
      int left = Math.floorMod(x, width());
      int columns = Math.min(width() - left, place.x + place.width - x);
      Rectangle piece = new Rectangle(left, place.y, columns, place.height);
      joined.getRaster().setRect(x - place.x, 0, part(piece).getRaster());
      x += columns;
    }
    return joined;
  }

  /**
   * Returns a part as {@code (1, 3, H, W)}, normalized, with noise if the photo is drawn.
   *
   * @param place may reach beyond the left and the right edge, which then meet
   */
  default NDArray tensor(Rectangle place, NDManager manager) throws IOException {
    NDArray pixels = ImageTensors.fromImage(manager, around(place));
    return drawn() ? Dither.added(pixels, place.x, place.y) : pixels;
  }

  /** A photo in memory. */
  record InMemory(BufferedImage image, boolean drawn) implements PhotoSource {
    /** For a network that does not add the noise itself. */
    static InMemory of(BufferedImage photo) {
      BufferedImage image = DeepImage.opaque(photo);
      return new InMemory(image, Dither.isDrawing(image));
    }

    /** For a network that decides by what it gets whether it is drawn. */
    static InMemory withoutNoise(BufferedImage photo) {
      return new InMemory(DeepImage.opaque(photo), false);
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
