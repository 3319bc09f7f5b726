package io.github.stylizer.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import javax.imageio.metadata.IIOMetadataNode;
import org.jspecify.annotations.Nullable;

/**
 * The metadata in the chunks of a PNG file. IPTC data has none of its own: it is text, as
 * ImageMagick and ExifTool write it.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#11Ancillary-chunks">PNG, ancillary chunks</a>
 */
final class PngMetadata {
  private static final Set<String> CHUNKS = Set.of("eXIf", "pHYs", "iTXt", "zTXt", "tEXt");
  private static final String XMP = "XML:com.adobe.xmp";
  private static final String IPTC = "Raw profile type iptc";

  private PngMetadata() {}

  static ImageMetadata read(ImageSource source) throws IOException {
    Found found = new Found();
    try (InputStream png = new BufferedInputStream(source.open())) {
      PngChunks.find(png, CHUNKS).forEach(found::add);
    }
    return ImageMetadata.of(found.exif, found.xmp, found.iptc, found.resolution);
  }

  /** Of each kind the first that is sound counts. */
  private static final class Found {
    private @Nullable ExifTags exif;
    private byte @Nullable [] xmp;
    private byte @Nullable [] iptc;
    private @Nullable Resolution resolution;

    void add(PngChunks.Chunk chunk) {
      byte[] content = chunk.content();
      switch (chunk.type()) {
        case "eXIf" -> exif = exif == null ? Exif.tags(content) : exif;
        case "pHYs" -> resolution = resolution == null ? Resolution.ofPng(content) : resolution;
        case "iTXt" -> {
          if (xmp == null && isNamed(content, XMP)) {
            xmp = international(content, XMP.length() + 1);
          }
        }
        default -> {
          if (iptc == null && isNamed(content, IPTC)) {
            iptc = iptc(content, chunk.type().equals("zTXt"));
          }
        }
      }
    }

    private static boolean isNamed(byte[] text, String name) {
      byte[] expected = (name + '\0').getBytes(StandardCharsets.ISO_8859_1);
      return text.length > expected.length
          && Arrays.equals(text, 0, expected.length, expected, 0, expected.length);
    }

    /** Of flag, method, language, translated keyword and text, only the text. */
    private static byte @Nullable [] international(byte[] chunk, int start) {
      boolean deflated = chunk[start] == 1;
      int zeros = 0;
      int at = start + 2;
      while (at < chunk.length && zeros < 2) {
        zeros += chunk[at++] == 0 ? 1 : 0;
      }
      if (zeros < 2) {
        return null;
      }
      return deflated ? PngChunks.inflate(chunk, at) : Arrays.copyOfRange(chunk, at, chunk.length);
    }

    private static byte @Nullable [] iptc(byte[] chunk, boolean deflated) {
      int start = IPTC.length() + 1;
      byte[] text =
          deflated
              ? PngChunks.inflate(chunk, start + 1)
              : Arrays.copyOfRange(chunk, start, chunk.length);
      return text == null ? null : Iptc.ofHex(new String(text, StandardCharsets.ISO_8859_1));
    }
  }

  /** Returns what ImageIO writes before the pixels, which are sRGB. */
  static IIOMetadataNode tree(ImageMetadata metadata, int width, int height) {
    IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
    root.appendChild(node("sRGB", "renderingIntent", "Perceptual"));
    Resolution resolution = metadata.resolution();
    if (resolution != null) {
      String x = String.valueOf(Resolution.perMeter(resolution.x()));
      String y = String.valueOf(Resolution.perMeter(resolution.y()));
      root.appendChild(
          node("pHYs", "pixelsPerUnitXAxis", x, "pixelsPerUnitYAxis", y, "unitSpecifier", "meter"));
    }
    byte[] xmp = metadata.xmp(width, height, Integer.MAX_VALUE);
    if (xmp != null) {
      String text = new String(xmp, StandardCharsets.UTF_8);
      IIOMetadataNode entry =
          node(
              "iTXtEntry",
              "keyword",
              XMP,
              "compressionFlag",
              "FALSE",
              "compressionMethod",
              "0",
              "languageTag",
              "",
              "translatedKeyword",
              "",
              "text",
              text);
      root.appendChild(parent("iTXt", entry));
    }
    byte[] iptc = metadata.iptc();
    if (iptc != null) {
      IIOMetadataNode entry =
          node(
              "zTXtEntry",
              "keyword",
              IPTC,
              "compressionMethod",
              "deflate",
              "text",
              Iptc.toHex(iptc));
      root.appendChild(parent("zTXt", entry));
    }
    byte[] exif = metadata.exif(width, height, Integer.MAX_VALUE);
    if (exif != null) {
      IIOMetadataNode chunk = node("UnknownChunk", "type", "eXIf");
      chunk.setUserObject(exif);
      root.appendChild(parent("UnknownChunks", chunk));
    }
    return root;
  }

  private static IIOMetadataNode parent(String name, IIOMetadataNode child) {
    IIOMetadataNode parent = new IIOMetadataNode(name);
    parent.appendChild(child);
    return parent;
  }

  private static IIOMetadataNode node(String name, String... attributes) {
    IIOMetadataNode node = new IIOMetadataNode(name);
    for (int i = 0; i < attributes.length; i += 2) {
      node.setAttribute(attributes[i], attributes[i + 1]);
    }
    return node;
  }
}
