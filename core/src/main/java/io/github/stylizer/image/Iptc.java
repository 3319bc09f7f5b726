package io.github.stylizer.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Captions, names and keywords of the press (IPTC-IIM), and how files embed them: among the
 * resources of Photoshop.
 *
 * @see <a href="https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/">Photoshop file
 *     formats, image resource blocks</a>
 */
final class Iptc {
  private static final byte[] SIGNATURE = "8BIM".getBytes(StandardCharsets.US_ASCII);
  private static final int RESOURCE = 0x0404;
  private static final int MARKER = 0x1c;
  private static final int ENTRY = 5;
  private static final String PNG_NAME = "iptc";
  private static final int HEX_COLUMNS = 36;

  private Iptc() {}

  /**
   * Returns the entries of which all bytes are there.
   *
   * @param bytes the data, with anything behind it
   * @return {@code null} if there is none
   */
  static byte @Nullable [] entries(byte[] bytes) {
    ByteBuffer data = ByteBuffer.wrap(bytes);
    int end = 0;
    while (data.remaining() >= ENTRY && data.get() == MARKER) {
      data.getShort();
      // Longer ones than 32 KB have another length, and are not used for text.
      int length = data.getShort();
      if (length < 0 || length > data.remaining()) {
        break;
      }
      data.position(data.position() + length);
      end = data.position();
    }
    return end == 0 ? null : Arrays.copyOf(bytes, end);
  }

  /** Finds the data among the resources of Photoshop; {@code null} if there is none. */
  static byte @Nullable [] ofPhotoshop(byte[] resources) {
    ByteBuffer data = ByteBuffer.wrap(resources);
    byte[] signature = new byte[SIGNATURE.length];
    while (data.remaining() >= 12) {
      data.get(signature);
      int resource = data.getShort();
      int name = (data.get() & 0xff) | 1; // with its length, an even number of bytes
      if (!Arrays.equals(signature, SIGNATURE) || data.remaining() < name + Integer.BYTES) {
        return null;
      }
      data.position(data.position() + name);
      int length = data.getInt();
      if (length < 0 || length > data.remaining()) {
        return null;
      }
      if (resource == RESOURCE) {
        int start = data.position();
        return entries(Arrays.copyOfRange(resources, start, start + length));
      }
      data.position(Math.min(data.limit(), data.position() + length + length % 2));
    }
    return null;
  }

  /** Returns the data as the only resource of Photoshop. */
  static byte[] toPhotoshop(byte[] iptc) {
    return ByteBuffer.allocate(12 + iptc.length + iptc.length % 2)
        .put(SIGNATURE)
        .putShort((short) RESOURCE)
        .putShort((short) 0)
        .putInt(iptc.length)
        .put(iptc)
        .array();
  }

  /** Reads text for PNG, which has no place of its own for this data: name, length, digits. */
  static byte @Nullable [] ofHex(String text) {
    String[] lines = text.strip().split("\n", 3);
    if (lines.length < 3) {
      return null;
    }
    String digits = lines[2].replaceAll("\\s", "");
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      return null;
    }
    byte[] iptc = ofPhotoshop(bytes);
    return iptc == null ? entries(bytes) : iptc;
  }

  /** Returns the text that {@link #ofHex} reads. */
  static String toHex(byte[] iptc) {
    byte[] resources = toPhotoshop(iptc);
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "\n%s\n%8d", PNG_NAME, resources.length));
    for (int i = 0; i < resources.length; i += HEX_COLUMNS) {
      int end = Math.min(resources.length, i + HEX_COLUMNS);
      text.append('\n').append(HexFormat.of().formatHex(resources, i, end));
    }
    return text.append('\n').toString();
  }
}
