package io.github.stylizer.examples.serve;

import io.github.stylizer.Mask;
import io.github.stylizer.examples.painting.SettingsImage;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageInfo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * An image that a client has sent.
 *
 * @param bytes of its file
 * @param name for messages
 * @param info what its head says
 * @param limits of the service
 */
record UploadedImage(byte[] bytes, String name, ImageInfo info, ServiceLimits limits)
    implements SettingsImage {
  private static final Duration HEADER_TIME = Duration.ofSeconds(5);

  /**
   * Checks its pixels before anything is decoded: a file of some kilobytes may hold an image of
   * gigabytes.
   *
   * @throws ServiceException if it is no image, or too large
   */
  static UploadedImage of(byte[] bytes, String name, ServiceLimits limits) {
    ImageInfo info;
    try {
      info = ImageDecoder.standard().timeLimit(HEADER_TIME).info(bytes, name);
    } catch (IOException e) {
      throw Failures.of(e);
    }
    if ((long) info.width() * info.height() > limits.pixels()) {
      throw new ServiceException(
          422,
          String.format(
              Locale.ROOT,
              "%s has %dx%d pixels, more than the %d million that this service takes: make it smaller",
              name,
              info.width(),
              info.height(),
              limits.pixels() / 1_000_000));
    }
    return new UploadedImage(bytes, name, info, limits);
  }

  @Override
  public BufferedImage picture() throws IOException {
    return ImageDecoder.standard()
        .maxPixels(limits.pixels())
        .timeLimit(limits.painting())
        .read(bytes, name);
  }

  @Override
  public Mask mask() throws IOException {
    return Mask.of(bytes, name);
  }
}
