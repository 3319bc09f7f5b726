package io.github.stylizer.internal.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import io.github.stylizer.internal.io.AtomicFile;
import io.github.stylizer.internal.torch.Tensors;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes <a href="https://github.com/huggingface/safetensors#format">safetensors</a> files. The
 * same arrays and metadata always give the same bytes.
 */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final int PIECE = 1 << 18;
  private static final Map<DataType, ElementType> TYPES = new EnumMap<>(DataType.class);

  static {
    for (ElementType type : ElementType.values()) {
      if (type != ElementType.BF16 && type != ElementType.I16) {
        TYPES.put(type.dataType(), type);
      }
    }
  }

  private SafetensorsWriter() {}

  /** A tensor to write. */
  private static final class Entry {
    private final String name;
    private final ElementType type;
    private final long[] shape;
    private final AtomicFile.Content content;

    Entry(String name, ElementType type, long[] shape, AtomicFile.Content content) {
      this.name = name;
      this.type = type;
      this.shape = shape;
      this.content = content;
    }

    long byteCount() {
      return type.byteSize() * Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
  }

  /**
   * Writes arrays to a file, in the order of the map and with the types they have. The file is
   * replaced atomically: readers see the old file or the complete new one, and a failure leaves the
   * old one unchanged and nothing else behind. Needs only a few megabytes of memory besides the
   * arrays.
   *
   * @param target the file, which is replaced if it exists; its directory must exist
   * @param tensors the arrays by name; float64, float32, float16, int64, int32, int8, uint8 or
   *     boolean, of any shape; neither modified nor closed
   * @param metadata written in the order of the keys; may be empty
   * @throws IllegalArgumentException if an array has another type, a name is {@code __metadata__},
   *     or names and metadata exceed the header's limit of 100,000,000 bytes
   * @throws IOException if writing fails
   */
  public static void write(Path target, Map<String, NDArray> tensors, Map<String, String> metadata)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    tensors.forEach(
        (name, array) ->
            entries.add(
                new Entry(
                    name,
                    type(name, array),
                    array.getShape().getShape(),
                    stream -> writeArray(stream, array))));
    writeEntries(target, entries, metadata);
  }

  /**
   * Writes a vector in half precision, as {@link #write} writes arrays. Needs no engine.
   *
   * @param target the file, which is replaced if it exists; its directory must exist
   * @param name the name of the vector in the file
   * @param values its numbers
   * @param metadata written in the order of the keys; may be empty
   * @throws IllegalStateException if a number is beyond ±65504, which half precision cannot hold
   * @throws IOException if writing fails
   */
  public static void writeHalf(
      Path target, String name, float[] values, Map<String, String> metadata) throws IOException {
    short[] halves = HalfPrecision.ofAll(name, values);
    ByteBuffer bytes =
        ByteBuffer.allocate(halves.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(halves);
    long[] shape = {halves.length};
    Entry entry = new Entry(name, ElementType.F16, shape, stream -> stream.write(bytes.array()));
    writeEntries(target, List.of(entry), metadata);
  }

  private static void writeEntries(Path target, List<Entry> entries, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(entries, metadata);
    AtomicFile.write(
        target,
        stream -> {
          ByteBuffer length = ByteBuffer.allocate(SafetensorsFile.LENGTH_BYTES);
          stream.write(length.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
          stream.write(header);
          for (Entry entry : entries) {
            entry.content.writeTo(stream);
          }
        });
  }

  private static byte[] header(List<Entry> entries, Map<String, String> metadata)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name(SafetensorsHeader.METADATA).beginObject();
        for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
          json.name(entry.getKey()).value(entry.getValue());
        }
        json.endObject();
      }
      writeEntries(json, entries);
      json.endObject();
    }
    byte[] bytes = padded(text.toString());
    if (bytes.length > SafetensorsFile.MAX_HEADER) {
      throw new IllegalArgumentException(
          "names and metadata take "
              + bytes.length
              + " bytes, at most "
              + SafetensorsFile.MAX_HEADER
              + " are allowed");
    }
    return bytes;
  }

  /** Pads with spaces so that the data after it starts at a multiple of 8 bytes. */
  private static byte[] padded(String json) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
      throw new IllegalArgumentException("a name or the metadata contain an unpaired surrogate");
    }
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    int length = (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] padded = Arrays.copyOf(bytes, length);
    Arrays.fill(padded, bytes.length, length, (byte) ' ');
    return padded;
  }

  private static void writeEntries(JsonWriter json, List<Entry> entries) throws IOException {
    long begin = 0;
    for (Entry entry : entries) {
      if (entry.name.equals(SafetensorsHeader.METADATA)) {
        throw new IllegalArgumentException(
            "a tensor must not be named " + SafetensorsHeader.METADATA);
      }
      long end = begin + entry.byteCount();
      json.name(entry.name).beginObject();
      json.name("dtype").value(entry.type.name()).name("shape").beginArray();
      for (long size : entry.shape) {
        json.value(size);
      }
      json.endArray().name("data_offsets").beginArray().value(begin).value(end).endArray();
      json.endObject();
      begin = end;
    }
  }

  private static ElementType type(String name, NDArray array) {
    ElementType type = TYPES.get(array.getDataType());
    if (type == null) {
      throw new IllegalArgumentException(
          "array '"
              + name
              + "' is "
              + Tensors.typeName(array.getDataType())
              + ", expected one of "
              + TYPES.keySet().stream().map(Tensors::typeName).toList());
    }
    return type;
  }

  private static void writeArray(OutputStream stream, NDArray array) throws IOException {
    long size = array.size();
    try (NDManager scratch = array.getManager().newSubManager()) {
      NDArray flat = array.reshape(size);
      flat.attach(scratch);
      for (long start = 0; start < size; start += PIECE) {
        try (NDArray piece = flat.get(new NDIndex("{}:{}", start, Math.min(size, start + PIECE)))) {
          ByteBuffer bytes = piece.toByteBuffer();
          // Not through a channel, which interrupting the thread would close.
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          stream.write(copy);
        }
      }
    }
  }
}
