package io.github.stylizer.film;

import io.github.stylizer.internal.image.PictureBrand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Tells films from pictures by their first bytes. */
final class FilmFiles {
  private static final int HEAD = 400;
  private static final int TS_PACKET = 188;

  private static final List<String> MATROSKA_OGG_FLV_MPEG_ASF =
      List.of("\u001aE\u00df\u00a3", "OggS", "FLV\u0001", "\0\0\u0001\u00ba", "0&\u00b2u");

  private FilmFiles() {}

  static boolean isFilm(Path file) throws IOException {
    String head;
    try (InputStream in = Files.newInputStream(file)) {
      head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
    }
    if (head.startsWith("ftyp", 4)) {
      return head.length() >= 12 && PictureBrand.of(head.substring(8, 12)) == null;
    }
    if (head.startsWith("RIFF")) {
      return head.startsWith("AVI ", 8) || WebpAnimation.isOne(head);
    }
    if (head.startsWith("GIF8")) {
      return hasFrames(file);
    }
    return MATROSKA_OGG_FLV_MPEG_ASF.stream().anyMatch(head::startsWith)
        || head.startsWith("moov", 4)
        || head.startsWith("mdat", 4)
        || head.startsWith("wide", 4)
        || isTransportStream(head);
  }

  private static boolean isTransportStream(String head) {
    return head.length() == HEAD
        && head.charAt(0) == 'G'
        && head.charAt(TS_PACKET) == 'G'
        && head.charAt(2 * TS_PACKET) == 'G';
  }

  private static boolean hasFrames(Path file) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("gif");
    if (!readers.hasNext()) {
      return false;
    }
    ImageReader reader = readers.next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      return reader.getNumImages(true) > 1;
    } catch (IOException | RuntimeException e) {
      // Damaged: its reader says so.
      return false;
    } finally {
      reader.dispose();
    }
  }
}
