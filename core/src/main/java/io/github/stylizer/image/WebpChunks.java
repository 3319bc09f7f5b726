package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.awt.Dimension;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a WebP file of one frame, read without trust in their lengths.
 *
 * @param size of the canvas and of the frame, which must agree; null if there is no frame
 * @param animated whether the file has an animation
 * @param lossy whether the frame is compressed with loss
 * @param profile of the colors; empty if there is none
 * @param exif empty if there is none
 * @param xmp empty if there is none
 * @param lossless where the data of lossless images begins: of the frame, of its transparency
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">WebP container</a>
 */
record WebpChunks(
    @Nullable Dimension size,
    boolean animated,
    boolean lossy,
    byte[] profile,
    byte[] exif,
    byte[] xmp,
    List<Long> lossless) {
  private static final int ANIMATION = 2;
  private static final int COMPRESSION = 3;

  static WebpChunks read(ImageSource source) throws IOException {
    try (InputStream file = source.open()) {
      DataInputStream data = new DataInputStream(new BufferedInputStream(file));
      data.skipNBytes(4);
      long end = (Integer.reverseBytes(data.readInt()) & 0xffffffffL) + 8;
      data.skipNBytes(4);
      return new Scan(source, end).run(data);
    }
  }

  /** What was found so far. */
  private static final class Scan {
    private final ImageSource source;
    private final String name;
    private final long end;
    private @Nullable Dimension canvas;
    private @Nullable Dimension frame;
    private boolean animated;
    private boolean lossy;
    private boolean transparent;
    private byte[] profile = new byte[0];
    private byte[] exif = new byte[0];
    private byte[] xmp = new byte[0];
    private final List<Long> lossless = new ArrayList<>();
    private long position = 12;

    Scan(ImageSource source, long end) {
      this.source = source;
      this.name = source.name();
      this.end = end;
    }

    WebpChunks run(DataInputStream data) throws IOException {
      try {
        for (byte[] header = data.readNBytes(8); header.length == 8; header = data.readNBytes(8)) {
          long length = number(header, 4, 4) & 0xffffffffL;
          int read = chunk(new String(header, 0, 4, StandardCharsets.ISO_8859_1), length, data);
          data.skipNBytes(length - read);
          position += 8 + length + length % 2;
          if (length % 2 != 0) {
            // Some writers leave the last padding byte out.
            data.read();
          }
        }
      } catch (EOFException e) {
        // Behind the end that the file declares anything may follow.
        if (position < end) {
          throw new ImageFormatException(
              name, "damaged or truncated WEBP file: a chunk is longer than the file", e);
        }
      }
      if (canvas != null && frame != null && !canvas.equals(frame)) {
        throw new ImageFormatException(
            name,
            String.format(
                Locale.ROOT,
                "damaged WEBP file: its header declares %d x %d pixels, but its frame has %d x %d",
                canvas.width,
                canvas.height,
                frame.width,
                frame.height));
      }
      return new WebpChunks(
          canvas == null ? frame : canvas,
          animated,
          lossy,
          profile,
          exif,
          xmp,
          List.copyOf(lossless));
    }

    /** Reads what matters of a chunk, and returns the number of bytes. */
    private int chunk(String type, long length, DataInputStream data) throws IOException {
      switch (type) {
        case "VP8X" -> {
          byte[] header = bytes(data, length, 10);
          animated = (header[0] & ANIMATION) != 0;
          canvas = new Dimension(1 + number(header, 4, 3), 1 + number(header, 7, 3));
          return header.length;
        }
        case "VP8 " -> {
          byte[] header = bytes(data, length, 10);
          lossy = true;
          frame(number(header, 6, 2) & 0x3fff, number(header, 8, 2) & 0x3fff);
          return header.length;
        }
        case "VP8L" -> {
          byte[] header = bytes(data, length, 5);
          int sides = number(header, 1, 4);
          frame(1 + (sides & 0x3fff), 1 + (sides >> 14 & 0x3fff));
          lossless.add(position + 8 + header.length);
          return header.length;
        }
        case "ALPH" -> {
          byte[] header = bytes(data, length, 1);
          if (transparent) {
            throw new ImageFormatException(
                name, "damaged WEBP file: it has the transparency of its frame twice");
          }
          transparent = true;
          if ((header[0] & COMPRESSION) != 1) {
            // TwelveMonkeys 3.15 decodes it to noise.
            throw new ImageFormatException(
                name,
                "WebP images whose transparency is not compressed cannot be read; save it with"
                    + " another program");
          }
          lossless.add(position + 8 + header.length);
          return header.length;
        }
        case "EXIF" -> {
          exif = metadata(data, length);
          return exif.length;
        }
        case "XMP " -> {
          xmp = metadata(data, length);
          return xmp.length;
        }
        case "ICCP" -> {
          // The plug-in reads it as a whole.
          source.requireSmallProfile(length);
          profile = bytes(data, length, (int) length);
          return profile.length;
        }
        default -> {
          return 0;
        }
      }
    }

    /** Reads a chunk without effect on the pixels; empty if it is too large. */
    private byte[] metadata(DataInputStream data, long length) throws IOException {
      return length > FileLimits.IMAGE_METADATA_BYTES
          ? new byte[0]
          : bytes(data, length, (int) length);
    }

    private void frame(int width, int height) throws ImageFormatException {
      if (frame != null) {
        throw new ImageFormatException(name, "damaged WEBP file: it has more than one frame");
      }
      frame = new Dimension(width, height);
    }

    private byte[] bytes(DataInputStream data, long length, int count) throws IOException {
      if (length < count) {
        throw new ImageFormatException(name, "damaged WEBP file: a header is too short");
      }
      byte[] bytes = data.readNBytes(count);
      if (bytes.length < count) {
        throw new EOFException();
      }
      return bytes;
    }

    private static int number(byte[] bytes, int at, int count) {
      int number = 0;
      for (int i = count - 1; i >= 0; i--) {
        number = number << 8 | (bytes[at + i] & 0xff);
      }
      return number;
    }
  }
}
