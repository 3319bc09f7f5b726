package io.github.stylizer.examples.window;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.Style;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;

/** Paints the small pictures of the gallery, of those styles only that someone looks at. */
final class Thumbnails implements AutoCloseable {
  // Twice the size in which it is drawn, for screens with small pixels.
  private static final int SHORTER_SIDE = 2 * StyleTile.PICTURE;
  private static final int SCROLLING_RESTS = 120;

  private final PreparedStyles styles;
  private final Gallery gallery;
  private final Consumer<Throwable> failed;
  private final LatestTask painting;
  private final LatestTask reading;
  private final Timer later = new Timer(SCROLLING_RESTS, rested -> start());
  private Callable<BufferedImage> photo;
  private @Nullable OpenPhoto shown;

  /**
   * Starts with a sample.
   *
   * @param sample reads it, in the background
   * @param failed learns what keeps them from being painted
   */
  Thumbnails(
      PreparedStyles styles,
      Gallery gallery,
      Callable<BufferedImage> sample,
      Consumer<Throwable> failed,
      Executor eventThread) {
    this.styles = styles;
    this.gallery = gallery;
    this.failed = failed;
    photo = sample;
    painting = new LatestTask("thumbnails", eventThread);
    reading = new LatestTask("painting of the user", eventThread);
    later.setRepeats(false);
    gallery.whenScrolled(later::restart);
  }

  /** Paints them of the photo of this work, if it is another one. */
  void show(Work work) {
    OpenPhoto other = work.photo();
    if (other != null && !other.equals(shown)) {
      shown = other;
      photo = () -> other.thumbnail(SHORTER_SIDE);
      gallery.photoChanged();
      later.restart();
    }
  }

  private void start() {
    List<NamedStyle> missing = gallery.missing();
    if (missing.isEmpty()) {
      return;
    }
    Callable<BufferedImage> source = photo;
    painting.start(
        post -> {
          BufferedImage small = source.call();
          for (NamedStyle style : missing) {
            BufferedImage painted = paint(style, small);
            post.accept(() -> gallery.show(style, painted));
          }
          return missing;
        },
        painted -> {},
        failed);
  }

  private BufferedImage paint(NamedStyle style, BufferedImage small) {
    try (Stylizer stylizer = styles.open(Style.of(style.name()))) {
      return stylizer.apply(small);
    }
  }

  /** Shows a painting of the user in its tile. A style code has none. */
  void showOwn(Path painting) {
    reading.start(
        post -> read(painting),
        image -> image.ifPresent(gallery::showOwn),
        // What is wrong with it is said when it is painted with.
        unreadable -> {});
  }

  private static Optional<BufferedImage> read(Path painting) throws IOException {
    return ImageDecoder.isImage(painting)
        ? Optional.of(ImageDecoder.standard().maxSize(2 * SHORTER_SIDE).read(painting))
        : Optional.empty();
  }

  /** Ends what is being painted. For any thread. */
  @Override
  public void close() {
    later.stop();
    painting.close();
    reading.close();
  }
}
