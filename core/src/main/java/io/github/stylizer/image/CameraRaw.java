package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.stream.ImageInputStream;

/**
 * Recognizes camera raw files that are TIFF files, too: what a TIFF reader finds in them is a
 * thumbnail.
 */
final class CameraRaw {
  private static final int SUBFILE_TYPE = 254;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int SUB_DIRECTORIES = 330;
  private static final int DNG_VERSION = 50706;

  private static final int LEAF_DATA = 34310;

  /** Of Canon's CR2, and of IIQ by Phase One. Ordinary files may have pixels there. */
  private static final Pattern BEHIND_HEADER =
      Pattern.compile(".{8}(CR\\x02\\x00|IIII.waR|MMMMRaw.)", Pattern.DOTALL);

  private static final Set<Long> SENSOR_PHOTOMETRICS = Set.of(32803L, 34892L);

  /** Of Nikon, Sony, Samsung, Kodak and Pentax. */
  private static final Set<Long> RAW_COMPRESSIONS =
      Set.of(32767L, 32769L, 32770L, 32772L, 34713L, 34892L, 65000L, 65535L);

  private static final Set<String> EXTENSIONS =
      Set.of(
          "3fr", "arw", "bay", "cr2", "cr3", "crm", "crw", "dcr", "dng", "erf", "fff", "gpr", "iiq",
          "k25", "kdc", "mdc", "mef", "mos", "mrw", "nef", "nrw", "orf", "pef", "raf", "ptx", "rw2",
          "rwl", "rwz", "sr2", "srf", "srw", "x3f");

  private CameraRaw() {}

  /** Returns whether a file is named like a raw file. */
  static boolean isNamedSo(String name) {
    int dot = name.lastIndexOf('.');
    return EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Returns whether a TIFF file, recognized as such, is a raw file. */
  static boolean isRaw(ImageSource tiff) throws IOException {
    String head = new String(tiff.head(), StandardCharsets.ISO_8859_1);
    if (BEHIND_HEADER.matcher(head).lookingAt() || isNamedSo(tiff.name())) {
      return true;
    }
    try (ImageInputStream input = tiff.openImageInput()) {
      return hasSensorData(TiffDirectory.first(input, tiff.name()));
    } catch (ImageFormatException e) {
      return false;
    }
  }

  private static boolean hasSensorData(TiffDirectory first) throws IOException {
    Deque<TiffDirectory> directories = new ArrayDeque<>();
    Set<Long> seen = new HashSet<>();
    directories.add(first);
    for (int i = 0; i < FileLimits.TIFF_DIRECTORIES && !directories.isEmpty(); i++) {
      TiffDirectory directory = directories.remove();
      if (directory.has(DNG_VERSION)
          || directory.has(LEAF_DATA)
          || SENSOR_PHOTOMETRICS.contains(directory.number(PHOTOMETRIC, 0))
          || RAW_COMPRESSIONS.contains(directory.number(COMPRESSION, 0))) {
        return true;
      }
      for (long position : directory.numbers(SUB_DIRECTORIES, FileLimits.TIFF_DIRECTORIES)) {
        if (seen.add(position)) {
          directories.add(directory.otherOrEmpty(position));
        }
      }
      if (directory.next() != 0 && seen.add(directory.next())) {
        directories.add(directory.otherOrEmpty(directory.next()));
      }
    }
    return false;
  }

  /**
   * Returns whether the first image is a smaller version of another one in the file.
   *
   * @param first the first directory
   */
  static boolean isThumbnail(TiffDirectory first) throws IOException {
    return (first.number(SUBFILE_TYPE, 0) & 1) != 0
        && (first.has(SUB_DIRECTORIES) || first.next() != 0);
  }
}
