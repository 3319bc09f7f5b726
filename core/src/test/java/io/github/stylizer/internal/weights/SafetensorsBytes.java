package io.github.stylizer.internal.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Safetensors files made byte by byte, right and wrong ones. */
final class SafetensorsBytes {
  private SafetensorsBytes() {}

  /** A file of a header and so many bytes of data, which count up from 0. */
  static byte[] file(String header, int dataLength) {
    return file(header.getBytes(StandardCharsets.UTF_8), dataLength);
  }

  static byte[] file(byte[] header, int dataLength) {
    return file(header.length, header, dataLength);
  }

  static byte[] file(long claimedLength, byte[] header, int dataLength) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + header.length + dataLength);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(claimedLength).put(header);
    for (int i = 0; i < dataLength; i++) {
      bytes.put((byte) i);
    }
    return bytes.array();
  }

  static Path write(Path directory, byte[] bytes) throws IOException {
    return Files.write(directory.resolve("made.safetensors"), bytes);
  }
}
