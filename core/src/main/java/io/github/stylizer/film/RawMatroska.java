package io.github.stylizer.film;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes frames without compression as a Matroska stream (RFC 9559), each with its time. Raw frames
 * without a container have no times, so that a film of a variable frame rate could not be sent.
 */
final class RawMatroska {
  private static final int TRACK = 1;
  private static final int VIDEO = 1;
  private static final int KEY_FRAME = 0x80;
  private static final int NANOSECONDS_PER_TICK = 1000;
  private static final byte[] UNKNOWN_SIZE = {1, -1, -1, -1, -1, -1, -1, -1};

  private final OutputStream out;
  private final int width;
  private final int height;
  private final byte[] pixels;

  /**
   * Begins a stream.
   *
   * @param width of the stream, at least that of the frames, which are continued to the right
   * @param height of the stream, at least that of the frames, which are continued downwards
   */
  RawMatroska(OutputStream out, int width, int height) throws IOException {
    this.out = out;
    this.width = width;
    this.height = height;
    this.pixels = new byte[3 * width * height];
    out.write(element(0x1A45DFA3, element(0x4282, "matroska"), element(0x4287, number(4))));
    out.write(id(0x18538067));
    out.write(UNKNOWN_SIZE);
    out.write(element(0x1549A966, element(0x2AD7B1, number(NANOSECONDS_PER_TICK))));
    byte[] size = element(0xE0, element(0xB0, number(width)), element(0xBA, number(height)), rgb());
    out.write(
        element(
            0x1654AE6B,
            element(
                0xAE,
                element(0xD7, number(TRACK)),
                element(0x73C5, number(TRACK)),
                element(0x83, number(VIDEO)),
                element(0x86, "V_UNCOMPRESSED"),
                size)));
  }

  private static byte[] rgb() {
    return element(0x2EB524, new byte[] {'R', 'G', 'B', 24});
  }

  /**
   * Writes a frame.
   *
   * @param frame of type {@link BufferedImage#TYPE_INT_RGB}
   * @param micros when it is shown, in microseconds, not negative
   * @param length for how long, in microseconds; 0 if unknown
   */
  void write(BufferedImage frame, long micros, long length) throws IOException {
    copy(frame);
    ByteBuffer head = ByteBuffer.allocate(4);
    head.put((byte) (0x80 | TRACK)).putShort((short) 0).put((byte) KEY_FRAME);
    byte[] time = element(0xE7, number(micros));
    byte[] duration = length == 0 ? new byte[0] : element(0x9B, number(length));
    byte[] block = concat(id(0xA1), size(head.capacity() + pixels.length), head.array());
    int group = block.length + pixels.length + duration.length;
    byte[] groupHead = concat(id(0xA0), size(group));
    out.write(id(0x1F43B675));
    out.write(size(time.length + groupHead.length + group));
    out.write(concat(time, groupHead, block));
    out.write(pixels);
    out.write(duration);
    out.flush();
  }

  /** The last column and row are repeated where the stream is larger. */
  private void copy(BufferedImage frame) {
    int[] rgb = ((DataBufferInt) frame.getRaster().getDataBuffer()).getData();
    int columns = frame.getWidth();
    int k = 0;
    for (int y = 0; y < height; y++) {
      int row = Math.min(y, frame.getHeight() - 1) * columns;
      for (int x = 0; x < width; x++) {
        int pixel = rgb[row + Math.min(x, columns - 1)];
        pixels[k++] = (byte) (pixel >> 16);
        pixels[k++] = (byte) (pixel >> 8);
        pixels[k++] = (byte) pixel;
      }
    }
  }

  private static byte[] element(int id, String text) {
    return element(id, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] element(int id, byte[]... parts) {
    byte[] content = concat(parts);
    return concat(id(id), size(content.length), content);
  }

  /** Identifiers carry their length in their first bits. */
  private static byte[] id(int id) {
    return number(Integer.toUnsignedLong(id));
  }

  /** Big-endian, without leading zero bytes. */
  private static byte[] number(long value) {
    int length = Math.max(1, (71 - Long.numberOfLeadingZeros(value)) / 8);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (value >> (8 * (length - 1 - i)));
    }
    return bytes;
  }

  private static byte[] size(int bytes) {
    return ByteBuffer.allocate(8).putLong((1L << 56) | bytes).array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
