package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
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
      return open(path, channel);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private static WeightsFile open(Path path, FileChannel channel) throws IOException {
    ByteSource file = ByteSource.of(channel);
    byte[] start = new byte[(int) Math.min(FIRST_BYTES, file.size())];
    file.read(0, ByteBuffer.wrap(start));
    if (SafetensorsFile.matches(start)) {
      return SafetensorsFile.open(path, channel);
    }
    if (TorchZip.matches(start)) {
      return TorchZip.open(path, channel);
    }
    if (TorchLegacy.matches(start)) {
      return TorchLegacy.open(path, channel);
    }
    throw unknown(path, start);
  }

  private static WeightsFormatException unknown(Path path, byte[] start) {
    if (start.length == 0) {
      return new WeightsFormatException(path, "is empty");
    }
    if ((start[0] & 0xff) == PICKLE_START) {
      return new WeightsFormatException(
          path, "is a bare pickle: refused; only files of torch.save and safetensors are read");
    }
    String text = new String(start, StandardCharsets.US_ASCII).replaceAll("[^ -~]", ".");
    return new WeightsFormatException(
        path,
        "is neither a safetensors file nor one of torch.save; it starts with \"" + text + "\"");
  }
}
