package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider for tests, which the service file in {@code image-provider/} of the test resources
 * names. Its format is FLAT: the letters {@code FLAT}, stored width, stored height, orientation and
 * one of the {@link Behavior}s, a byte each. The image has {@link #FIRST} in its first pixel and
 * {@link #OTHERS} in all others.
 */
public final class FlatColorReader implements ImageFormatReader {
  static final int FIRST = 0x3cb45a;
  static final int OTHERS = 0x102030;

  /** How often an image was decoded. */
  static final AtomicInteger DECODED = new AtomicInteger();

  enum Behavior {
    GOOD,
    WITH_PROFILE,
    DECODES_ANOTHER_SIZE,
    RETURNS_NO_IMAGE,
    RETURNS_NO_INFO,
    FAILS_TO_RECOGNIZE,
    FAILS_TO_READ_THE_HEADER,
    FAILS_TO_DECODE,
    LACKS_A_CLASS,
    TAKES_ALL_MEMORY
  }

  static byte[] file(int width, int height, int orientation, Behavior behavior) {
    byte[] file = "FLAT....".getBytes(StandardCharsets.US_ASCII);
    file[4] = (byte) width;
    file[5] = (byte) height;
    file[6] = (byte) orientation;
    file[7] = (byte) behavior.ordinal();
    return file;
  }

  @Override
  public List<String> formats() {
    return List.of("FLAT");
  }

  @Override
  public boolean canRead(ImageSource source) {
    byte[] head = source.head();
    if (head.length != 8 || !new String(head, StandardCharsets.US_ASCII).startsWith("FLAT")) {
      return false;
    }
    if (behavior(source) == Behavior.FAILS_TO_RECOGNIZE) {
      throw new IndexOutOfBoundsException("out of range");
    }
    return true;
  }

  @Override
  public ImageInfo info(ImageSource source) {
    byte[] head = source.head();
    if (behavior(source) == Behavior.FAILS_TO_READ_THE_HEADER) {
      throw new IllegalStateException("no header");
    }
    if (behavior(source) == Behavior.RETURNS_NO_INFO) {
      return null;
    }
    return head[6] < 5
        ? new ImageInfo("FLAT", head[4] & 0xff, head[5] & 0xff, head[6])
        : new ImageInfo("FLAT", head[5] & 0xff, head[4] & 0xff, head[6]);
  }

  @Override
  public BufferedImage read(ImageSource source, ImageInfo info) throws IOException {
    DECODED.incrementAndGet();
    byte[] file = source.readAll();
    int width = file[4] & 0xff;
    switch (behavior(source)) {
      case RETURNS_NO_IMAGE:
        return null;
      case DECODES_ANOTHER_SIZE:
        width++;
        break;
      case FAILS_TO_DECODE:
        throw new IOException("block 7 is missing");
      case LACKS_A_CLASS:
        throw new UnsatisfiedLinkError("no libflat");
      case TAKES_ALL_MEMORY:
        throw new OutOfMemoryError();
      default:
        break;
    }
    BufferedImage image = Pictures.solid(width, file[5] & 0xff, OTHERS);
    image.setRGB(0, 0, FIRST);
    return image;
  }

  @Override
  public Optional<byte[]> profile(ImageSource source) {
    return behavior(source) == Behavior.WITH_PROFILE
        ? Optional.of(IccProfiles.adobeRgb("RGB "))
        : Optional.empty();
  }

  private static Behavior behavior(ImageSource source) {
    return Behavior.values()[source.head()[7]];
  }
}
