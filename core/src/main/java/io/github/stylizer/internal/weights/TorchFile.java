package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The part that both formats of {@code torch.save} share, after the pickle is read. */
final class TorchFile {
  private TorchFile() {}

  /** A view of a storage in the file. */
  private record ViewTensor(String origin, TensorInfo info, TorchTensor view, ByteSource storage)
      implements StoredTensor {

    @Override
    public ByteSource rowMajor() throws IOException {
      int elementSize = info.type().byteSize();
      long start = (view.storage().first() + view.offset()) * elementSize;
      long span = view.span() * elementSize;
      if (span == 0) {
        return storage.slice(0, 0);
      }
      ByteSource spanned = storage.slice(start, span);
      if (view.isContiguous()) {
        return spanned;
      }
      if (span > Integer.MAX_VALUE) {
        throw new WeightsFormatException(
            origin,
            "tensor '"
                + info.name()
                + "' is a view across "
                + span
                + " bytes, at most 2 GiB are supported: save it with .contiguous()");
      }
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) span);
      spanned.read(0, bytes);
      return new StridedSource(bytes, info, view);
    }
  }

  /**
   * Makes an open file from a pickled object and the positions of all storages.
   *
   * @param fileSize in bytes; the tensors may have little more, whatever they share and repeat
   */
  static WeightsFile of(
      String origin,
      Object root,
      Map<String, ByteSource> storages,
      long fileSize,
      Closeable resource)
      throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    new StateDict(origin)
        .find(root)
        .forEach(
            (name, view) -> {
              TensorInfo info = new TensorInfo(name, view.storage().type(), view.shape());
              ByteSource storage = Objects.requireNonNull(storages.get(view.storage().key()));
              tensors.put(name, new ViewTensor(origin, info, view, storage));
            });
    requireBudget(origin, tensors, fileSize);
    return new TensorFile(origin, Map.of(), tensors, resource);
  }

  private static void requireBudget(String origin, Map<String, StoredTensor> tensors, long fileSize)
      throws WeightsFormatException {
    long left = fileSize + FileLimits.REPEATED_TENSOR_BYTES;
    for (StoredTensor tensor : tensors.values()) {
      left -= Math.min(tensor.info().byteCount(), left + 1);
      if (left < 0) {
        throw new WeightsFormatException(
            origin,
            "its tensors repeat stored numbers: they take more than "
                + FileLimits.REPEATED_TENSOR_BYTES
                + " bytes beyond the size of the file; save them with .contiguous()");
      }
    }
  }
}
