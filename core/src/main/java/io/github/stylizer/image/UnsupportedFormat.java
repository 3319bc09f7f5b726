package io.github.stylizer.image;

import io.github.stylizer.internal.image.PictureBrand;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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
      "a camera raw photo",
      "develop it, and save it as JPEG or TIFF; it holds only a thumbnail",
      "FUJIFILMCCD-RAW",
      "FOVb",
      "\0MRM",
      "IIRO",
      "IIRS",
      "MMOR",
      "IIU\0",
      "II\u001a\0\0\0HEAPCCDR",
      "ARRI"),
  JPEG_XL(
      "a JPEG XL image",
      "save it as JPEG or PNG, or add an ImageIO plug-in for JPEG XL",
      "\0\0\0\fJXL ",
      "\u00ff\n"),
  JPEG_2000(
      "a JPEG 2000 image",
      "save it as JPEG or PNG, or add an ImageIO plug-in for it",
      "\0\0\0\fjP  ",
      "\u00ffO\u00ffQ"),
  JPEG_XR("a JPEG XR image", "save it as JPEG or PNG", "II\u00bc"),
  JPEG_LS("a JPEG-LS image", "save it as JPEG or PNG", "\u00ff\u00d8\u00ff\u00f7"),
  OPEN_EXR("an OpenEXR image", "save it as PNG", "v/1\u0001"),
  HDR("a Radiance HDR image", "save it as PNG", "#?RADIANCE", "#?RGBE"),
  XCF("a GIMP image (XCF)", "export it as PNG", "gimp xcf"),
  BPG("a BPG image", "save it as PNG", "BPG\u00fb"),
  FLIF("a FLIF image", "save it as PNG", "FLIF"),
  QOI("a QOI image", "save it as PNG", "qoif"),
  DDS("a DDS texture", "save it as PNG", "DDS |");

  /** Beside those of ImageIO's readers. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "heic", "heics", "heif", "heifs", "hif", "avif", "avifs", "jxl", "jp2", "jpx", "j2k",
          "j2c", "jpc", "jph", "jpf", "jpm", "jls", "bpg", "flif", "qoi", "dds", "tga", "ico",
          "jxr", "wdp", "hdp", "exr", "hdr", "xcf", "psb", "webp", "psd", "pcx", "ppm", "pgm",
          "pbm", "pnm", "pam", "apng", "dib", "jpe", "jfif");

  private final String what;
  private final String remedy;
  private final List<String> signatures;

  /** Creates a format with the first bytes of its files, unless they are in a box of brands. */
  UnsupportedFormat(String what, String remedy, String... signatures) {
    this.what = what;
    this.remedy = remedy;
    this.signatures = List.of(signatures);
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
      return ofBrands(head);
    }
    return ofSignature(head);
  }

  private static @Nullable UnsupportedFormat ofBrands(String head) {
    PictureBrand brand = PictureBrand.ofFile(head);
    if (brand == null) {
      return null;
    }
    return switch (brand) {
      case HEIF -> HEIC;
      case AVIF -> AVIF;
      case CAMERA_RAW -> CAMERA_RAW;
      case JPEG_2000 -> JPEG_2000;
      case JPEG_XL -> JPEG_XL;
    };
  }

  private static @Nullable UnsupportedFormat ofSignature(String head) {
    for (UnsupportedFormat format : values()) {
      if (format.signatures.stream().anyMatch(head::startsWith)) {
        return format;
      }
    }
    return null;
  }
}
