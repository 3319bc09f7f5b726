package io.github.stylizer.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Image formats that no built-in reader reads, so that messages can name them and nobody takes
 * these files for something other than images.
 */
enum UnsupportedFormat {
  HEIC("a HEIC (HEIF) photo", "save it as JPEG, or add an ImageIO plug-in for HEIC"),
  AVIF("an AVIF image", "save it as JPEG or PNG, or add an ImageIO plug-in for AVIF"),
  CAMERA_RAW(
      "a camera raw photo", "develop it, and save it as JPEG or TIFF; it holds only a thumbnail"),
  JPEG_XL("a JPEG XL image", "save it as JPEG or PNG"),
  JPEG_2000("a JPEG 2000 image", "save it as JPEG or PNG, or add an ImageIO plug-in for it"),
  JPEG_XR("a JPEG XR image", "save it as JPEG or PNG"),
  OPEN_EXR("an OpenEXR image", "save it as PNG"),
  HDR("a Radiance HDR image", "save it as PNG"),
  XCF("a GIMP image (XCF)", "export it as PNG");

  /** Beside those of ImageIO's readers. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "heic", "heics", "heif", "heifs", "hif", "avif", "avifs", "jxl", "jp2", "jpx", "j2k",
          "jpf", "jxr", "wdp", "hdp", "exr", "hdr", "xcf", "psb", "webp", "psd", "pcx", "ppm",
          "pgm", "pbm", "pnm", "pam", "apng", "dib", "jpe", "jfif");

  private final String what;
  private final String remedy;

  UnsupportedFormat(String what, String remedy) {
    this.what = what;
    this.remedy = remedy;
  }

  /** Returns the words for messages: what was found. */
  String what() {
    return what;
  }

  /** Returns the words for messages: what to do. */
  String remedy() {
    return remedy;
  }

  /** Returns whether a file has the extension of an image format, supported or not. */
  static boolean isNamedAsImage(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(extension)
        || CameraRaw.isNamedSo(name)
        || Arrays.asList(ImageIO.getReaderFileSuffixes()).contains(extension);
  }

  /** Recognizes a file by its first bytes; null if it is in none of these formats. */
  static @Nullable UnsupportedFormat of(ImageSource source) {
    byte[] bytes = source.head();
    String head = new String(bytes, StandardCharsets.ISO_8859_1);
    if (head.startsWith("ftyp", 4) && bytes.length >= 12) {
      return ofBrands(head, bytes);
    }
    return ofSignature(head);
  }

  /** ISO base media files list the formats that they comply with (ISO/IEC 14496-12, 4.3). */
  private static @Nullable UnsupportedFormat ofBrands(String head, byte[] bytes) {
    int length = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    int end = Math.min(head.length(), Math.max(length, 16));
    UnsupportedFormat found = null;
    for (int at = 8; at + 4 <= end; at += 4) {
      UnsupportedFormat brand =
          switch (head.substring(at, at + 4)) {
            case "avif", "avis" -> AVIF;
            case "crx " -> CAMERA_RAW;
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs" -> HEIC;
            case "mif1", "mif2", "msf1", "miaf" -> found == null ? HEIC : found;
            case "jp2 ", "jpx ", "jpm " -> JPEG_2000;
            default -> found;
          };
      if (at != 12) { // the version of the first brand
        found = brand;
      }
    }
    return found;
  }

  private static @Nullable UnsupportedFormat ofSignature(String head) {
    if (startsWithAny(
        head,
        "FUJIFILMCCD-RAW",
        "FOVb",
        "\0MRM",
        "IIRO",
        "IIRS",
        "MMOR",
        "IIU\0",
        "II\u001a\0\0\0HEAPCCDR",
        "ARRI")) {
      return CAMERA_RAW;
    }
    if (startsWithAny(head, "\0\0\0\fjP  ", "\u00ffO\u00ffQ")) {
      return JPEG_2000;
    }
    if (startsWithAny(head, "\0\0\0\fJXL ", "\u00ff\n")) {
      return JPEG_XL;
    }
    if (startsWithAny(head, "II\u00bc")) {
      return JPEG_XR;
    }
    if (startsWithAny(head, "v/1\u0001")) {
      return OPEN_EXR;
    }
    if (startsWithAny(head, "#?RADIANCE", "#?RGBE")) {
      return HDR;
    }
    return startsWithAny(head, "gimp xcf") ? XCF : null;
  }

  private static boolean startsWithAny(String head, String... signatures) {
    for (String signature : signatures) {
      if (head.startsWith(signature)) {
        return true;
      }
    }
    return false;
  }
}
