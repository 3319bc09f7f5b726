package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import io.github.stylizer.internal.io.FileLimits;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** The metadata in the tags of a TIFF file, of which those of EXIF are a part. */
final class TiffMetadata {
  private static final int XMP = 700;
  private static final int IPTC = 33723;
  private static final int PHOTOSHOP = 34377;
  private static final int PROFILE = 34675;

  private TiffMetadata() {}

  static ImageMetadata read(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      TiffDirectory directory = TiffDirectory.first(input, source.name());
      return ImageMetadata.of(
          ExifTags.read(directory), bytes(directory, XMP), iptc(directory), null);
    }
  }

  private static byte @Nullable [] bytes(TiffDirectory directory, int tag) throws IOException {
    TiffTags.Values values = directory.values(tag, FileLimits.IMAGE_METADATA_BYTES);
    return values == null ? null : values.bytes();
  }

  private static byte @Nullable [] iptc(TiffDirectory directory) throws IOException {
    byte[] bytes = bytes(directory, IPTC);
    byte[] entries = bytes == null ? null : Iptc.entries(bytes);
    if (entries != null) {
      return entries;
    }
    byte[] resources = bytes(directory, PHOTOSHOP);
    return resources == null ? null : Iptc.ofPhotoshop(resources);
  }

  /** Returns the byte order of a file with this metadata, whose bytes are kept as they are. */
  static ByteOrder order(ImageMetadata metadata) {
    return metadata.tags().order();
  }

  /** Adds metadata and an sRGB profile to the tags of a picture. */
  static void add(ImageMetadata metadata, int width, int height, TiffTags tags) {
    TiffTags pixels = new TiffTags(tags.isBig(), tags.order());
    metadata.tags().putInto(tags, pixels, metadata.facts(width, height));
    Resolution resolution = metadata.resolution();
    if (resolution != null) {
      resolution.putInto(tags);
    }
    byte[] xmp = metadata.xmp(width, height, FileLimits.IMAGE_METADATA_BYTES);
    if (xmp != null) {
      tags.put(XMP, TiffTags.BYTE, xmp);
    }
    byte[] iptc = metadata.iptc();
    if (iptc != null) {
      tags.put(IPTC, TiffTags.UNDEFINED, iptc);
    }
    tags.put(PROFILE, TiffTags.UNDEFINED, ColorProfile.srgb());
  }
}
