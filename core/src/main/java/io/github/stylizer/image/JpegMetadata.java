package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import io.github.stylizer.internal.io.FileLimits;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/**
 * The metadata in the segments of a JPEG file.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.871">JFIF</a>
 */
final class JpegMetadata {
  private static final byte[] JFIF = name("JFIF\0");
  private static final byte[] EXIF = name("Exif\0");
  private static final byte[] XMP = name("http://ns.adobe.com/xap/1.0/\0");
  private static final byte[] PHOTOSHOP = name("Photoshop 3.0\0");

  /** The bytes behind the length of a segment. */
  private static final int MOST = 0xffff - Short.BYTES;

  private static final String PER_INCH = "1";

  private JpegMetadata() {}

  private static byte[] name(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  static ImageMetadata read(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      Found found = new Found();
      for (JpegMarkers.Segment segment : JpegMarkers.head(input).metadata()) {
        input.seek(segment.position());
        byte[] content = new byte[segment.length()];
        input.readFully(content);
        found.add(content);
      }
      return ImageMetadata.of(
          found.exif == null ? null : Exif.tags(found.exif),
          found.xmp,
          Iptc.ofPhotoshop(found.photoshop.toByteArray()),
          found.resolution);
    }
  }

  /** Of each kind the first counts, but Photoshop continues its data in further segments. */
  private static final class Found {
    private byte @Nullable [] exif;
    private byte @Nullable [] xmp;
    private final ByteArrayOutputStream photoshop = new ByteArrayOutputStream();
    private @Nullable Resolution resolution;

    void add(byte[] segment) {
      if (exif == null && begins(segment, EXIF)) {
        // A zero, or by mistake another byte, precedes the data.
        exif = behind(segment, EXIF.length + 1);
      } else if (xmp == null && begins(segment, XMP)) {
        xmp = behind(segment, XMP.length);
      } else if (begins(segment, PHOTOSHOP)
          && photoshop.size() + segment.length <= FileLimits.IMAGE_METADATA_BYTES) {
        photoshop.writeBytes(behind(segment, PHOTOSHOP.length));
      } else if (resolution == null && begins(segment, JFIF)) {
        resolution = Resolution.ofJfif(ByteBuffer.wrap(behind(segment, JFIF.length + 2)));
      }
    }

    private static boolean begins(byte[] segment, byte[] name) {
      return segment.length > name.length + 2
          && Arrays.equals(segment, 0, name.length, name, 0, name.length);
    }

    private static byte[] behind(byte[] segment, int start) {
      return Arrays.copyOfRange(segment, start, segment.length);
    }
  }

  /**
   * Adds metadata and an sRGB profile to what ImageIO writes before the pixels.
   *
   * @param jfif the JFIF segment of its tree
   * @param others the root of all other segments
   */
  static void add(
      ImageMetadata metadata, int width, int height, IIOMetadataNode jfif, Node others) {
    Resolution resolution = metadata.resolution();
    if (resolution != null && resolution.fitsJfif()) {
      jfif.setAttribute("resUnits", PER_INCH);
      jfif.setAttribute("Xdensity", String.valueOf(Math.round(resolution.x())));
      jfif.setAttribute("Ydensity", String.valueOf(Math.round(resolution.y())));
    }
    IIOMetadataNode profile = new IIOMetadataNode("app2ICC");
    profile.setUserObject(ICC_Profile.getInstance(ColorProfile.srgb()));
    jfif.appendChild(profile);
    Node first = others.getFirstChild();
    int most = MOST - EXIF.length - 1;
    insert(others, first, 0xe1, name("Exif\0\0"), metadata.exif(width, height, most));
    most = MOST - XMP.length;
    insert(others, first, 0xe1, XMP, metadata.xmp(width, height, most));
    byte[] iptc = metadata.iptc();
    insert(others, first, 0xed, PHOTOSHOP, iptc == null ? null : Iptc.toPhotoshop(iptc));
  }

  private static void insert(
      Node others, @Nullable Node first, int marker, byte[] name, byte @Nullable [] content) {
    if (content == null || name.length + content.length > MOST) {
      return;
    }
    IIOMetadataNode segment = new IIOMetadataNode("unknown");
    segment.setAttribute("MarkerTag", String.valueOf(marker));
    segment.setUserObject(
        ByteBuffer.allocate(name.length + content.length).put(name).put(content).array());
    others.insertBefore(segment, first);
  }
}
