package io.github.stylizer;

/**
 * What a painted file says of its photo: EXIF, XMP and IPTC data and the resolution, as {@link
 * io.github.stylizer.image.ImageMetadata} describes.
 */
public enum MetadataPolicy {
  /** All but the location. The name of this library and of a bundled style is added. */
  KEEP,

  /** All, also where the photo was taken. The name of this library and of a style is added. */
  KEEP_WITH_LOCATION,

  /** Nothing. The file only says that its colors are sRGB. */
  STRIP
}
