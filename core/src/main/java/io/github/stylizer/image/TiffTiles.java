package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import javax.imageio.stream.ImageInputStream;

/**
 * The tiles or strips of a TIFF image, which are decoded as a whole, even if the image is smaller.
 *
 * @param imageWidth in pixels
 * @param imageHeight in pixels
 * @param width of a tile in pixels
 * @param height of a tile in pixels
 */
record TiffTiles(long imageWidth, long imageHeight, long width, long height) {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int STRIP_POSITIONS = 273;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_POSITIONS = 324;
  private static final int TILE_LENGTHS = 325;
  private static final int OLD_JPEG_POSITION = 513;

  /** JPEG images are decoded in blocks of this side at most. */
  private static final int BLOCK = 16;

  /** How often the bytes of a file may be used by strips that overlap. */
  private static final int MOST_USES = 4;

  static TiffTiles of(TiffDirectory directory) throws IOException {
    long width = directory.number(WIDTH, 0);
    long height = directory.number(HEIGHT, 0);
    long rows = Math.min(height, directory.number(ROWS_PER_STRIP, height));
    return new TiffTiles(
        width, height, directory.number(TILE_WIDTH, width), directory.number(TILE_HEIGHT, rows));
  }

  /** Checks the pixels of a tile and of all tiles, with those outside of the image. */
  void requireSmall(ImageSource source) throws IOException {
    if (width < 1 || height < 1) {
      throw new ImageFormatException(
          source.name(), "damaged TIFF file: a side of its tiles is less than 1 pixel");
    }
    long most = Math.max(FileLimits.TIFF_TILE_PIXELS, imageWidth * imageHeight);
    if (width > most / height) {
      throw new ImageFormatException(
          source.name(),
          String.format(
              Locale.ROOT,
              "an image of %d x %d pixels has tiles of %d x %d; save it with smaller tiles",
              imageWidth,
              imageHeight,
              width,
              height));
    }
    source.checkPixels(roundedUp(imageWidth, width), roundedUp(imageHeight, height));
  }

  private static long roundedUp(long side, long unit) {
    return (side + unit - 1) / unit * unit;
  }

  /** Every strip or tile is a JPEG image of its own, whose header may claim any size. */
  void requireSmallJpegs(TiffDirectory directory, ImageSource source, ImageInputStream input)
      throws IOException {
    boolean tiled = directory.has(TILE_POSITIONS);
    long[] positions =
        directory.numbers(tiled ? TILE_POSITIONS : STRIP_POSITIONS, Integer.MAX_VALUE);
    long[] lengths = directory.numbers(tiled ? TILE_LENGTHS : STRIP_LENGTHS, Integer.MAX_VALUE);
    long bytes = 0;
    for (int i = 0; i < positions.length; i++) {
      long length = i < lengths.length ? lengths[i] : input.length();
      bytes += Math.min(length, Math.max(0, input.length() - positions[i]));
      if (bytes > MOST_USES * input.length()) {
        throw new ImageFormatException(
            source.name(), "damaged TIFF file: many of its strips overlap");
      }
      requireSmallJpeg(positions[i], length, source, input);
    }
    long whole = directory.number(OLD_JPEG_POSITION, 0);
    if (whole != 0) {
      requireSmallJpeg(whole, input.length(), source, input);
    }
  }

  private void requireSmallJpeg(
      long position, long length, ImageSource source, ImageInputStream input) throws IOException {
    input.seek(position);
    try (InputStream jpeg = new BufferedInputStream(new Part(input, length))) {
      JpegMarkers.Cost cost = JpegMarkers.cost(jpeg, FileLimits.JPEG_SCANS + 1);
      JpegReader.requireFewScans(cost, source.name());
      if (cost.width() > roundedUp(width, BLOCK) || cost.height() > roundedUp(height, BLOCK)) {
        throw new ImageFormatException(
            source.name(),
            String.format(
                Locale.ROOT,
                "damaged TIFF file: a tile of %d x %d pixels holds a JPEG image of %d x %d",
                width,
                height,
                cost.width(),
                cost.height()));
      }
    }
  }

  /** A part of a file. */
  private static final class Part extends InputStream {
    private final ImageInputStream input;
    private long left;

    Part(ImageInputStream input, long length) {
      this.input = input;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? input.read() : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int count = input.read(target, offset, (int) Math.min(left, length));
      left -= Math.max(0, count);
      return count;
    }
  }
}
