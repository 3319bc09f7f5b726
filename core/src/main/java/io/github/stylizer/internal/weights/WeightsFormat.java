package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Recognizes the format of a file from its first bytes. */
final class WeightsFormat {
  private static final int FIRST_BYTES = 16;

  /** The instruction PROTO. */
  private static final int PICKLE_START = 0x80;

  private WeightsFormat() {}

  static WeightsFile open(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new WeightsFormatException(path, "is not a file");
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return open(path.toString(), ByteSource.of(channel), channel);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  static WeightsFile open(byte[] bytes, String name) throws IOException {
    return open(name, ByteSource.of(bytes), () -> {});
  }

  private static WeightsFile open(String origin, ByteSource file, Closeable resource)
      throws IOException {
    byte[] start = new byte[(int) Math.min(FIRST_BYTES, file.size())];
    file.read(0, ByteBuffer.wrap(start));
    if (SafetensorsFile.matches(start)) {
      return SafetensorsFile.open(origin, file, resource);
    }
    if (TorchZip.matches(start)) {
      return TorchZip.open(origin, file, resource);
    }
    if (TorchLegacy.matches(start)) {
      return TorchLegacy.open(origin, file, resource);
    }
    if (OnnxFile.matches(start)) {
      return OnnxFile.open(origin, file, resource);
    }
    throw unknown(origin, start);
  }

  private static WeightsFormatException unknown(String origin, byte[] start) {
    if (start.length == 0) {
      return new WeightsFormatException(origin, "is empty");
    }
    if ((start[0] & 0xff) == PICKLE_START) {
      return new WeightsFormatException(
          origin,
          "is a bare pickle: refused; only files from torch.save, safetensors and ONNX files are"
              + " read");
    }
    String text = new String(start, StandardCharsets.US_ASCII).replaceAll("[^ -~]", ".");
    return new WeightsFormatException(
        origin,
        "is neither a safetensors file nor from torch.save nor ONNX; it starts with \""
            + text
            + "\"");
  }
}
