package io.github.stylizer.film;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.io.FileLimits;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a WebP animation, which ffmpeg does not read. Each frame changes a part of a canvas
 * and is stored like a WebP image of its own.
 *
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">WebP container</a>
 */
final class WebpAnimation implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int FRAME_HEADER = 16;
  private static final int REPLACES = 2;
  private static final int CLEARED_AFTERWARDS = 1;
  private static final int TRANSPARENT = 0x10;

  /** Browsers show a frame without a length for so long. */
  private static final long DEFAULT_MILLIS = 100;

  private final Path file;
  private final DataInputStream data;
  private final BufferedImage canvas;
  private long remaining;
  private long millis;
  private int number;

  private WebpAnimation(Path file, long remaining, DataInputStream data) throws IOException {
    this.file = file;
    this.data = data;
    this.remaining = remaining;
    ByteBuffer header = ByteBuffer.wrap(chunk("VP8X", requireChunk("VP8X")));
    int width = 1 + number(header, 4);
    int height = 1 + number(header, 7);
    TimedFrame.requireSize(width, height);
    canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
  }

  /** Whether a file is an animation, as far as its first 21 bytes tell. */
  static boolean isOne(String head) {
    return head.startsWith("RIFF")
        && head.startsWith("WEBPVP8X", 8)
        && head.length() > 20
        && (head.charAt(20) & 2) != 0;
  }

  /** Opens an animation, which {@link #isOne}. */
  static WebpAnimation open(Path file) throws IOException {
    DataInputStream data = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    try {
      data.skipNBytes(HEADER);
      return new WebpAnimation(file, Files.size(file) - HEADER, data);
    } catch (IOException | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /**
   * Returns the next frame, over white; null at the end.
   *
   * @throws IOException if the file is damaged, or ends within a frame
   */
  @Nullable TimedFrame next() throws IOException {
    for (Chunk chunk = nextChunk(); chunk != null; chunk = nextChunk()) {
      if (chunk.type.equals("ANMF")) {
        return frame(chunk(chunk.type, chunk.length));
      }
      data.skipNBytes(chunk.length);
      pad(chunk.length);
    }
    return null;
  }

  private TimedFrame frame(byte[] content) throws IOException {
    number++;
    if (content.length < FRAME_HEADER + 8) {
      throw damaged("is too short");
    }
    ByteBuffer header = ByteBuffer.wrap(content);
    Rectangle place =
        new Rectangle(
            2 * number(header, 0),
            2 * number(header, 3),
            1 + number(header, 6),
            1 + number(header, 9));
    int length = number(header, 12);
    int flags = content[FRAME_HEADER - 1];
    if (!new Rectangle(canvas.getWidth(), canvas.getHeight()).contains(place)) {
      throw damaged("does not lie in the picture");
    }
    byte[] stored = Arrays.copyOfRange(content, FRAME_HEADER, content.length);
    BufferedImage image =
        ImageDecoder.standard()
            .keepAlpha(true)
            .read(still(stored, place.width, place.height), file + ", frame " + number);
    if (image.getWidth() != place.width || image.getHeight() != place.height) {
      throw damaged("is of another size than it says");
    }
    draw(image, place, (flags & REPLACES) != 0);
    TimedFrame frame = shown(length == 0 ? DEFAULT_MILLIS : length);
    if ((flags & CLEARED_AFTERWARDS) != 0) {
      clear(place);
    }
    return frame;
  }

  private void draw(BufferedImage image, Rectangle place, boolean replaces) {
    Graphics2D graphics = canvas.createGraphics();
    graphics.setComposite(replaces ? AlphaComposite.Src : AlphaComposite.SrcOver);
    graphics.drawImage(image, place.x, place.y, null);
    graphics.dispose();
  }

  private void clear(Rectangle place) {
    Graphics2D graphics = canvas.createGraphics();
    graphics.setComposite(AlphaComposite.Clear);
    graphics.fill(place);
    graphics.dispose();
  }

  private TimedFrame shown(long length) {
    BufferedImage image =
        new BufferedImage(canvas.getWidth(), canvas.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.drawImage(canvas, 0, 0, Color.WHITE, null);
    graphics.dispose();
    TimedFrame frame = new TimedFrame(image, 1000 * millis, 1000 * length);
    millis += length;
    return frame;
  }

  /** A file of its own for the chunks of a frame. */
  private static byte[] still(byte[] chunks, int width, int height) {
    boolean transparent = new String(chunks, 0, 4, StandardCharsets.ISO_8859_1).equals("ALPH");
    int extended = transparent ? 18 : 0;
    ByteBuffer still = ByteBuffer.allocate(HEADER + extended + chunks.length);
    still.order(ByteOrder.LITTLE_ENDIAN);
    still.put(ascii("RIFF")).putInt(still.capacity() - 8).put(ascii("WEBP"));
    if (transparent) {
      still.put(ascii("VP8X")).putInt(10).putInt(TRANSPARENT);
      still.putShort((short) (width - 1)).put((byte) ((width - 1) >> 16));
      still.putShort((short) (height - 1)).put((byte) ((height - 1) >> 16));
    }
    return still.put(chunks).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private record Chunk(String type, long length) {}

  private @Nullable Chunk nextChunk() throws IOException {
    if (remaining < 8) {
      return null;
    }
    byte[] header = data.readNBytes(8);
    remaining -= 8;
    String type = new String(header, 0, 4, StandardCharsets.ISO_8859_1);
    long length =
        Integer.toUnsignedLong(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
    if (length > remaining) {
      throw new EOFException("damaged or truncated WEBP file: a chunk is longer than the file");
    }
    return new Chunk(type, length);
  }

  private long requireChunk(String type) throws IOException {
    Chunk chunk = nextChunk();
    if (chunk == null || !chunk.type.equals(type) || chunk.length < 10) {
      throw new IOException("damaged WEBP file: it does not begin with the size of the picture");
    }
    return chunk.length;
  }

  /** Reads a chunk, of which the file has all bytes. */
  private byte[] chunk(String type, long length) throws IOException {
    if (length > FileLimits.IMAGE_BYTES_IN_MEMORY) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "damaged WEBP file: a chunk %s of %d bytes, but the limit is %d",
              type,
              length,
              FileLimits.IMAGE_BYTES_IN_MEMORY));
    }
    byte[] content = data.readNBytes((int) length);
    pad(length);
    return content;
  }

  private void pad(long length) throws IOException {
    remaining -= length;
    if (length % 2 != 0 && remaining > 0) {
      data.skipNBytes(1);
      remaining--;
    }
  }

  private IOException damaged(String what) {
    return new IOException("damaged WEBP file: frame " + number + " " + what);
  }

  private static int number(ByteBuffer bytes, int at) {
    return (bytes.get(at) & 0xff)
        | (bytes.get(at + 1) & 0xff) << 8
        | (bytes.get(at + 2) & 0xff) << 16;
  }

  @Override
  public void close() throws IOException {
    data.close();
  }
}
