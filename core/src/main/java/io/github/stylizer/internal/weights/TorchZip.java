package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Opens the zip format of {@code torch.save} (since PyTorch 1.6): one folder with the pickle {@code
 * data.pkl}, the storages {@code data/KEY} and {@code byteorder}.
 */
final class TorchZip {
  private static final String PICKLE = "/data.pkl";
  private static final int MAX_BYTE_ORDER = 16;

  private TorchZip() {}

  static boolean matches(byte[] start) {
    return start.length >= 4
        && start[0] == 'P'
        && start[1] == 'K'
        && start[2] == 3
        && start[3] == 4;
  }

  /** Opens a file. The result closes the underlying resource. */
  static WeightsFile open(String origin, ByteSource file, Closeable resource) throws IOException {
    ZipDirectory zip = ZipDirectory.read(origin, file);
    String folder = folder(origin, zip);
    Optional<ByteSource> byteOrder = zip.content(folder + "/byteorder");
    if (byteOrder.isPresent()) {
      checkByteOrder(origin, byteOrder.get());
    }
    TorchObjects objects = new TorchObjects(origin);
    PickleInput pickle = new PickleInput(origin, zip.content(folder + PICKLE).orElseThrow());
    Object root = PickleReader.read(origin, pickle, objects);
    Map<String, ByteSource> storages = new HashMap<>();
    for (TorchStorage storage : objects.storages().values()) {
      ByteSource bytes =
          zip.content(folder + "/data/" + storage.key())
              .orElseThrow(() -> missing(origin, storage));
      checkSize(origin, storage, bytes);
      storages.put(storage.key(), bytes);
    }
    return TorchFile.of(origin, root, storages, file.size(), resource);
  }

  private static String folder(String origin, ZipDirectory zip) throws WeightsFormatException {
    String folder = null;
    for (String name : zip.names()) {
      if (name.endsWith("/constants.pkl")) {
        throw new WeightsFormatException(
            origin, "is a TorchScript program: refused; only tensors of torch.save are read");
      }
      if (name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length()) {
        if (folder != null) {
          throw new WeightsFormatException(origin, "has more than one data.pkl");
        }
        folder = name.substring(0, name.length() - PICKLE.length());
      }
    }
    if (folder == null) {
      throw new WeightsFormatException(origin, "is a zip archive, but not from torch.save");
    }
    return folder;
  }

  private static void checkByteOrder(String origin, ByteSource entry) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MAX_BYTE_ORDER, entry.size()));
    entry.read(0, bytes);
    String order = new String(bytes.array(), StandardCharsets.US_ASCII);
    if (!order.equals("little")) {
      throw new WeightsFormatException(
          origin, "its byte order is '" + order + "', expected 'little'");
    }
  }

  private static WeightsFormatException missing(String origin, TorchStorage storage) {
    return new WeightsFormatException(origin, "storage '" + storage.key() + "' is missing");
  }

  private static void checkSize(String origin, TorchStorage storage, ByteSource bytes)
      throws WeightsFormatException {
    if (storage.count() < 0 || storage.count() > bytes.size() / storage.type().byteSize()) {
      throw new WeightsFormatException(
          origin,
          "storage '" + storage.key() + "' has " + bytes.size() + " bytes, expected " + storage);
    }
  }
}
