package io.github.stylizer.internal.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles instruction by instruction, and the files of torch.save around them. */
final class TorchBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds bytes and ASCII texts as they are. */
  TorchBytes raw(Object... parts) {
    for (Object part : parts) {
      if (part instanceof String) {
        bytes.writeBytes(((String) part).getBytes(StandardCharsets.ISO_8859_1));
      } else {
        bytes.write((Integer) part);
      }
    }
    return this;
  }

  TorchBytes protocol2() {
    return raw(0x80, 2);
  }

  TorchBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return raw("X").little(utf8.length).raw(text);
  }

  TorchBytes integer(int value) {
    return raw("J").little(value);
  }

  TorchBytes numbers(int... values) {
    raw("(");
    for (int value : values) {
      integer(value);
    }
    return raw("t");
  }

  TorchBytes little(int value) {
    ByteBuffer four = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.writeBytes(four.putInt(value).array());
    return this;
  }

  /** A reference to a storage of float32. */
  TorchBytes storage(String key, int count) {
    raw("(").text("storage").raw("ctorch\nFloatStorage\n").text(key).text("cpu");
    return integer(count).raw("tQ");
  }

  /** A tensor of float32; shape and strides are instructions of their own. */
  TorchBytes tensor(String key, int count, int offset, int[] shape, int[] strides) {
    raw("ctorch._utils\n_rebuild_tensor_v2\n(").storage(key, count).integer(offset);
    numbers(shape).numbers(strides);
    return raw(0x89, "ccollections\nOrderedDict\n)RtR");
  }

  /** A whole storage of 4 numbers as a tensor. */
  TorchBytes tensor(String key) {
    return tensor(key, 4, 0, new int[] {4}, new int[] {1});
  }

  byte[] end() {
    return raw(".").bytes.toByteArray();
  }

  /** A torch file of the zip format with storage "0" of 4 numbers: 0, 1, 2, 3. */
  static byte[] zip(byte[] pickle) throws IOException {
    return zip(Map.of("made/data.pkl", pickle, "made/data/0", fourNumbers()), ZipEntry.STORED);
  }

  static byte[] zip(Map<String, byte[]> entries, int method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        entry.setMethod(method);
        entry.setSize(content.getValue().length);
        CRC32 crc = new CRC32();
        crc.update(content.getValue());
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** A torch file of the legacy format with storage "0" of 4 numbers: 0, 1, 2, 3. */
  static byte[] legacy(byte[] pickle) {
    TorchBytes file = new TorchBytes();
    file.protocol2().raw(0x8a, 10, "lü\u009cFù j¨P", 0x19, ".");
    file.protocol2().raw("M", 0xe9, 3, ".");
    file.protocol2().raw("}(").text("little_endian").raw(0x88, "u.");
    file.bytes.writeBytes(pickle);
    file.protocol2().raw("](").text("0").raw("e.").little(4).little(0);
    file.bytes.writeBytes(fourNumbers());
    return file.bytes.toByteArray();
  }

  static byte[] fourNumbers() {
    ByteBuffer bytes = ByteBuffer.allocate(4 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putFloat(0).putFloat(1).putFloat(2).putFloat(3).array();
  }
}
