package io.github.stylizer.image;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an image file says of a photo, for the picture that is made of it: EXIF, XMP and IPTC data
 * and the resolution. {@link ImageDecoder#metadata} reads it from JPEG, PNG, TIFF and WebP files,
 * {@link ImageEncoder#metadata} writes it into files of the same formats, and all but the IPTC data
 * into WebP files:
 *
 * <pre>{@code
 * ImageMetadata metadata = ImageDecoder.standard().metadata(Path.of("photo.jpg"));
 * ImageEncoder.standard().metadata(metadata).write(photo, Path.of("painted.png"));
 * }</pre>
 *
 * <ul>
 *   <li>The location, which is the GPS data in EXIF and XMP, is left out unless {@link
 *       #withLocation} keeps it. Names of places in captions and IPTC data stay.
 *   <li>Orientation, size and color space become those of the picture: upright and sRGB.
 *   <li>Thumbnails, notes of the maker of the camera (whose positions would be wrong), tags that
 *       are not in the EXIF standard, color profiles, and references to further pictures in the
 *       file are left out.
 *   <li>Of XMP data of more than 64 KB in a JPEG file only the first segment is read. What does not
 *       fit into a segment of a JPEG file is not written: XMP and IPTC data as a whole, and of EXIF
 *       data the largest values.
 *   <li>Damaged data is left out, without an error.
 * </ul>
 *
 * <p>Instances are immutable.
 */
public final class ImageMetadata {
  private static final ImageMetadata NONE =
      new ImageMetadata(ExifTags.NONE, null, null, null, false, null);

  private final ExifTags exif;
  private final byte @Nullable [] xmp;
  private final byte @Nullable [] iptc;
  private final @Nullable Resolution resolution;
  private final boolean location;
  private final @Nullable String software;

  private ImageMetadata(
      ExifTags exif,
      byte @Nullable [] xmp,
      byte @Nullable [] iptc,
      @Nullable Resolution resolution,
      boolean location,
      @Nullable String software) {
    this.exif = exif;
    this.xmp = xmp;
    this.iptc = iptc;
    this.resolution = resolution;
    this.location = location;
    this.software = software;
  }

  /**
   * Returns metadata that says nothing.
   *
   * @return the empty metadata
   */
  public static ImageMetadata none() {
    return NONE;
  }

  /**
   * Collects what was found in a file.
   *
   * @param exif {@code null} if there is none, as all others
   * @param xmp an XMP packet, sound or not
   * @param iptc entries of IPTC-IIM
   * @param resolution that is not in the EXIF data
   */
  static ImageMetadata of(
      @Nullable ExifTags exif,
      byte @Nullable [] xmp,
      byte @Nullable [] iptc,
      @Nullable Resolution resolution) {
    ExifTags tags = Objects.requireNonNullElse(exif, ExifTags.NONE);
    return new ImageMetadata(tags, xmp, iptc, resolution, false, null);
  }

  /**
   * Keeps where the photo was taken.
   *
   * @return the same metadata with the GPS data, if it has any
   */
  public ImageMetadata withLocation() {
    return new ImageMetadata(exif, xmp, iptc, resolution, true, software);
  }

  /**
   * Names the program that made the picture, in EXIF's {@code Software} and XMP's {@code
   * CreatorTool}.
   *
   * @param name of the program, printable ASCII, at most 200 characters
   * @return the same metadata with that name instead of that of the photo
   * @throws IllegalArgumentException if the name is empty or too long, or has other characters
   */
  public ImageMetadata withSoftware(String name) {
    if (!name.matches("[ -~]{1,200}")) {
      throw new IllegalArgumentException(
          "the software must be 1 to 200 printable ASCII characters, but is '" + name + "'");
    }
    return new ImageMetadata(exif, xmp, iptc, resolution, location, name);
  }

  /** Returns EXIF data for a picture; {@code null} if there is nothing to say. */
  byte @Nullable [] exif(int width, int height, int most) {
    boolean empty = exif.image().isEmpty() && exif.camera().isEmpty() && exif.location().isEmpty();
    return empty && software == null ? null : exif.data(facts(width, height), most);
  }

  /** Returns an XMP packet for a picture; {@code null} if there is nothing to say. */
  byte @Nullable [] xmp(int width, int height, int most) {
    return Xmp.packet(xmp, facts(width, height), most);
  }

  ExifTags tags() {
    return exif;
  }

  PictureFacts facts(int width, int height) {
    return new PictureFacts(width, height, software, resolution, location);
  }

  /** Returns the entries of IPTC-IIM; {@code null} if there are none. */
  byte @Nullable [] iptc() {
    return iptc;
  }

  /** Returns the resolution; {@code null} if it is unknown. */
  @Nullable Resolution resolution() {
    return resolution == null ? exif.resolution() : resolution;
  }
}
