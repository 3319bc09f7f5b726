package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens the older format of {@code torch.save} (before PyTorch 1.6): five pickles – a magic number,
 * the protocol, facts about the writer, the object, the keys of the storages – and then for each
 * key the number of elements in 8 bytes and the elements.
 */
final class TorchLegacy {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final Long PROTOCOL = 1001L;

  /** The first bytes of a pickle of {@link #MAGIC}: PROTO 2, LONG1 of 10 bytes. */
  private static final byte[] START = {
    (byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9
  };

  private final String origin;
  private final ByteSource file;
  private final PickleInput input;
  private final TorchObjects objects;

  private TorchLegacy(String origin, ByteSource file) {
    this.origin = origin;
    this.file = file;
    this.input = new PickleInput(origin, file);
    this.objects = new TorchObjects(origin);
  }

  static boolean matches(byte[] start) {
    return start.length >= START.length
        && Arrays.equals(start, 0, START.length, START, 0, START.length);
  }

  /** Opens a file. The result closes the underlying resource. */
  static WeightsFile open(String origin, ByteSource file, Closeable resource) throws IOException {
    TorchLegacy legacy = new TorchLegacy(origin, file);
    legacy.checkStart();
    Object root = legacy.pickle();
    Map<String, ByteSource> storages = legacy.storages(legacy.pickle());
    return TorchFile.of(origin, root, storages, file.size(), resource);
  }

  private Object pickle() throws IOException {
    return PickleReader.read(origin, input, objects);
  }

  private void checkStart() throws IOException {
    require(MAGIC.equals(pickle()), "does not start with the magic number of torch.save");
    require(PROTOCOL.equals(pickle()), "its torch.save protocol is not " + PROTOCOL);
    Object facts = pickle();
    require(
        facts instanceof Map && Boolean.TRUE.equals(((Map<?, ?>) facts).get("little_endian")),
        "its byte order is not little-endian");
  }

  private Map<String, ByteSource> storages(Object keys) throws IOException {
    require(keys instanceof List, "the list of its storages is missing");
    Map<String, ByteSource> storages = new HashMap<>();
    long position = input.position();
    for (Object key : (List<?>) keys) {
      TorchStorage storage = key instanceof String ? objects.storages().get(key) : null;
      if (storage == null) {
        throw new WeightsFormatException(
            origin, "its list of storages names one that no tensor uses");
      }
      String name = "storage '" + storage.key() + "'";
      require(position <= file.size() - Long.BYTES, "is truncated before " + name);
      long count = readLong(position);
      require(count == storage.count(), name + " has " + count + " numbers, expected " + storage);
      position += Long.BYTES;
      long available = (file.size() - position) / storage.type().byteSize();
      require(count >= 0 && count <= available, "is truncated inside " + name);
      long length = count * storage.type().byteSize();
      require(
          storages.put(storage.key(), file.slice(position, length)) == null,
          name + " appears twice");
      position += length;
    }
    for (String key : objects.storages().keySet()) {
      require(storages.containsKey(key), "storage '" + key + "' is missing");
    }
    return storages;
  }

  private long readLong(long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.read(position, bytes);
    return bytes.getLong(0);
  }

  private void require(boolean condition, String problem) throws WeightsFormatException {
    if (!condition) {
      throw new WeightsFormatException(origin, problem);
    }
  }
}
