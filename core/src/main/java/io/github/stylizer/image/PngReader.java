package io.github.stylizer.image;

import java.awt.Dimension;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes PNG with ImageIO, which ignores orientation and color profile. */
final class PngReader extends ImageIoReader {
  private static final int BUFFER = 1 << 16;

  PngReader() {
    super("PNG");
  }

  @Override
  @Nullable Dimension size(ImageSource source) throws IOException {
    if (!PngChunks.beginsWithHeader(source.head())) {
      throw new ImageFormatException(source.name(), "damaged PNG file: it has no header chunk");
    }
    return super.size(source);
  }

  @Override
  boolean canSubsample() {
    return true;
  }

  /** Of an interlaced image with a transparent color, the JDK's reader fails on some regions. */
  @Override
  boolean readsRegions(ImageSource source) throws IOException {
    if (!PngRows.isInterlaced(source.head())) {
      return true;
    }
    try (InputStream stream = source.open()) {
      return PngChunks.find(stream, "tRNS") == null;
    }
  }

  @Override
  Regions regions(ImageSource source, ImageInfo info) throws IOException {
    byte[] head = source.head();
    return PngRows.isInterlaced(head)
        ? super.regions(source, info)
        : new PngRows(source, head, png -> read(source.with(png), info, PixelSelection.ALL));
  }

  @Override
  void check(ImageSource source) throws IOException {
    try (InputStream png = new BufferedInputStream(source.open(), BUFFER)) {
      String damaged = PngChunks.firstDamaged(png);
      if (damaged != null) {
        throw new ImageFormatException(
            source.name(), "damaged PNG file: the checksum of its chunk " + damaged + " is wrong");
      }
    }
  }

  @Override
  int orientation(ImageSource source) throws IOException {
    try (InputStream stream = source.open()) {
      byte[] exif = PngChunks.find(stream, "eXIf");
      return exif == null ? 1 : Exif.orientation(exif);
    }
  }

  @Override
  ImageMetadata metadata(ImageSource source) throws IOException {
    return PngMetadata.read(source);
  }

  @Override
  public Optional<byte[]> profile(ImageSource source) throws IOException {
    try (InputStream stream = source.open()) {
      byte[] chunk = PngChunks.find(stream, "iCCP");
      return Optional.ofNullable(chunk == null ? null : PngChunks.inflateProfile(chunk));
    }
  }
}
