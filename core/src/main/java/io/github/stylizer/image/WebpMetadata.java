package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Adds metadata and an sRGB profile to a WebP file, which ImageIO plug-ins cannot: chunks around
 * those of the image, and a header that announces them. IPTC data has no place in this format.
 *
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">WebP container</a>
 */
final class WebpMetadata {
  private static final int ALPHA = 0x10;
  private static final int PROFILE = 0x20;
  private static final int EXIF = 0x08;
  private static final int XMP = 0x04;

  /** Of the header of a lossless image, behind its signature and its sides. */
  private static final int LOSSLESS_ALPHA = 1 << 28;

  private final ByteArrayOutputStream image = new ByteArrayOutputStream();
  private boolean alpha;

  private WebpMetadata() {}

  /**
   * Adds metadata.
   *
   * @param file of one image, as a plug-in writes it
   * @return the bytes of the file with it
   * @throws IOException if the file is no WebP image
   */
  static byte[] added(byte[] file, ImageMetadata metadata, int width, int height)
      throws IOException {
    WebpMetadata parts = new WebpMetadata();
    parts.read(file);
    return parts.file(
        metadata.exif(width, height, Integer.MAX_VALUE),
        metadata.xmp(width, height, Integer.MAX_VALUE),
        width,
        height);
  }

  /** Keeps the chunks of the image itself. */
  private void read(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (!name(bytes).equals("RIFF")) {
        throw new IOException("the ImageIO plug-in for WebP wrote another format");
      }
      bytes.getInt();
      if (!name(bytes).equals("WEBP")) {
        throw new IOException("the ImageIO plug-in for WebP wrote another format");
      }
      while (bytes.hasRemaining()) {
        String name = name(bytes);
        byte[] content = new byte[bytes.getInt()];
        bytes.get(content);
        bytes.position(Math.min(bytes.limit(), bytes.position() + content.length % 2));
        add(name, content);
      }
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IOException("the ImageIO plug-in for WebP wrote a damaged file", e);
    }
  }

  private void add(String name, byte[] content) {
    if (name.equals("ALPH") || name.equals("VP8 ") || name.equals("VP8L")) {
      image.writeBytes(chunk(name, content));
      int header = content.length < 5 ? 0 : ByteBuffer.wrap(content, 1, 4).getInt();
      alpha |=
          name.equals("ALPH")
              || (name.equals("VP8L") && (Integer.reverseBytes(header) & LOSSLESS_ALPHA) != 0);
    }
  }

  private byte[] file(byte @Nullable [] exif, byte @Nullable [] xmp, int width, int height) {
    int flags = PROFILE | (alpha ? ALPHA : 0);
    flags |= (exif == null ? 0 : EXIF) | (xmp == null ? 0 : XMP);
    byte[] header =
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(flags)
            .putInt(width - 1)
            .putShort(8, (short) ((height - 1) >> 8))
            .put(7, (byte) (height - 1))
            .array();
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
    chunks.writeBytes(chunk("VP8X", header));
    chunks.writeBytes(chunk("ICCP", ColorProfile.srgb()));
    chunks.writeBytes(image.toByteArray());
    if (exif != null) {
      chunks.writeBytes(chunk("EXIF", exif));
    }
    if (xmp != null) {
      chunks.writeBytes(chunk("XMP ", xmp));
    }
    return chunk("RIFF", chunks.toByteArray());
  }

  private static String name(ByteBuffer bytes) {
    byte[] name = new byte[4];
    bytes.get(name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private static byte[] chunk(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length + content.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .putInt(content.length)
        .put(content)
        .array();
  }
}
