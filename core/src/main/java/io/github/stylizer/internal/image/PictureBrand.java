package io.github.stylizer.internal.image;

import org.jspecify.annotations.Nullable;

/**
 * What the brands of an ISO base media file say that it holds, if that is a picture and not a film:
 * both have the structure of MP4 (ISO/IEC 14496-12, 4.3; brands of HEIF are in ISO/IEC 23008-12).
 */
public enum PictureBrand {
  /**
   * HEIF with pictures of HEVC, of another codec than AV1, or of one that the brand leaves open.
   */
  HEIF,
  /** HEIF with pictures of AV1. */
  AVIF,
  /** Raw files of Canon. */
  CAMERA_RAW,
  /** JPEG 2000. */
  JPEG_2000,
  /** JPEG XL. */
  JPEG_XL;

  /**
   * Returns what files of a brand hold.
   *
   * @param brand four characters
   * @return null if it is a film, or unknown
   */
  public static @Nullable PictureBrand of(String brand) {
    return switch (brand) {
      case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs" -> HEIF;
      case "mif1", "mif2", "mif3", "msf1", "miaf", "1pic", "MiHB", "MiHA", "MiHE" -> HEIF;
      case "avci", "avcs", "vvic", "vvis", "evbi", "evbs", "jpeg", "jpgs", "j2ki", "j2is" -> HEIF;
      case "avif", "avis", "avio", "MA1A", "MA1B" -> AVIF;
      case "crx " -> CAMERA_RAW;
      case "jp2 ", "jpx ", "jpm ", "jph " -> JPEG_2000;
      case "jxl " -> JPEG_XL;
      default -> null;
    };
  }

  /** Returns whether the brand says only that the file is HEIF, and others may say more. */
  static boolean isGeneral(String brand) {
    return switch (brand) {
      case "mif1", "mif2", "mif3", "msf1", "miaf", "1pic" -> true;
      default -> false;
    };
  }

  /**
   * Returns what a file holds. Special brands count before general ones, and the first before
   * others.
   *
   * @param head the first bytes as characters of ISO 8859-1, beginning with a box {@code ftyp}
   * @return null if it is a film, or unknown
   */
  public static @Nullable PictureBrand ofFile(String head) {
    int length = head.charAt(2) << 8 | head.charAt(3);
    int end = Math.min(head.length(), Math.max(length, 16));
    String general = null;
    for (int at = 8; at + 4 <= end; at += 4) {
      String brand = head.substring(at, at + 4);
      boolean isVersion = at == 12;
      if (isVersion || of(brand) == null) {
        continue;
      }
      if (!isGeneral(brand)) {
        return of(brand);
      }
      general = brand;
    }
    return general == null ? null : of(general);
  }
}
