package io.github.stylizer.image;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The bytes of one picture file, which can be read several times.
 *
 * @param name the name for messages
 * @param file where the bytes are, or {@code null} if they are in memory
 * @param bytes the bytes in memory, or {@code null} if they are in a file
 */
record ImageSource(String name, File file, byte[] bytes) {
  /** Streams, and files that decoders read byte by byte, are held in memory. */
  static final int MAX_BYTES_IN_MEMORY = 512 << 20;

  static ImageSource of(Path path) throws IOException {
    String name = path.toString();
    if (!Files.exists(path)) {
      throw new NoSuchFileException(name, null, "no such file");
    }
    if (Files.isDirectory(path)) {
      throw new ImageFormatException(name, "is a directory, expected a picture file");
    }
    if (!Files.isRegularFile(path)) {
      throw new ImageFormatException(name, "is a device or a pipe, expected a picture file");
    }
    if (!Files.isReadable(path)) {
      throw new ImageFormatException(name, "may not be read: permission denied");
    }
    if (Files.size(path) == 0) {
      throw new ImageFormatException(name, "the file is empty, expected a picture");
    }
    if (path.getFileSystem() == FileSystems.getDefault()) {
      return new ImageSource(name, path.toFile(), null);
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return of(stream, name);
    }
  }

  static ImageSource of(InputStream stream, String name) throws IOException {
    return of(stream.readNBytes(MAX_BYTES_IN_MEMORY + 1), name);
  }

  static ImageSource of(byte[] bytes, String name) throws ImageFormatException {
    if (bytes.length == 0) {
      throw new ImageFormatException(name, "it is empty, expected a picture");
    }
    if (bytes.length > MAX_BYTES_IN_MEMORY) {
      throw new ImageFormatException(
          name,
          "it has more than " + MAX_BYTES_IN_MEMORY + " bytes, the most that is read into memory");
    }
    return new ImageSource(name, null, bytes);
  }

  InputStream open() throws IOException {
    return file == null ? new ByteArrayInputStream(bytes) : Files.newInputStream(file.toPath());
  }

  ImageInputStream openImageInput() throws IOException {
    return file == null ? new MemoryCacheImageInputStream(open()) : new FileImageInputStream(file);
  }

  byte[] readAll() throws IOException {
    if (file == null) {
      return bytes;
    }
    try (InputStream stream = open()) {
      return of(stream, name).bytes();
    }
  }

  /** Says in a few words what the file begins with, for files that are no picture. */
  String describeContent() throws IOException {
    byte[] start;
    try (InputStream stream = open()) {
      start = stream.readNBytes(400);
    }
    StringBuilder hex = new StringBuilder("unknown data (it begins with the bytes");
    boolean text = true;
    for (int i = 0; i < start.length; i++) {
      int value = start[i] & 0xff;
      text &= value >= 0x20 && value != 0x7f || value >= '\t' && value <= '\r';
      if (i < 8) {
        hex.append(String.format(" %02x", value));
      }
    }
    if (!text) {
      return hex.append(')').toString();
    }
    String words = new String(start, StandardCharsets.UTF_8).strip();
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("<svg")) {
      return "an SVG drawing";
    }
    if (lower.startsWith("<!doctype html") || lower.contains("<html")) {
      return "an HTML page";
    }
    return "text (it begins with \"" + words.substring(0, Math.min(30, words.length())) + "\")";
  }
}
