package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import io.github.stylizer.internal.io.ProtocolBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The limits of weight files, each at the limit and one past it. */
class WeightsLimitsTest {
  private static final int ENTRIES = FileLimits.SAFETENSORS_ENTRIES;

  @Test
  void headersOfSafetensors() throws IOException {
    byte[] header = new byte[FileLimits.SAFETENSORS_HEADER_BYTES + 1];
    Arrays.fill(header, (byte) ' ');
    byte[] tensor = tensors(1).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(tensor, 0, header, 0, tensor.length);
    assertAccepted(SafetensorsBytes.file(Arrays.copyOf(header, header.length - 1), 0));
    assertRefused(SafetensorsBytes.file(header, 0), "at most 100000000");
  }

  @Test
  void tensorsOfSafetensors() throws IOException {
    assertAccepted(SafetensorsBytes.file(tensors(ENTRIES), 0));
    assertRefused(SafetensorsBytes.file(tensors(ENTRIES + 1), 0), "100000 tensors");
  }

  private static String tensors(int count) {
    String tensor = "\"%x\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
    return repeated("{", count, tensor, "}");
  }

  @Test
  void metadataOfSafetensors() throws IOException {
    String end = "}," + tensors(1).substring(1);
    String start = "{\"__metadata__\":{";
    assertAccepted(SafetensorsBytes.file(repeated(start, ENTRIES, "\"%x\":\"\"", end), 0));
    assertRefused(
        SafetensorsBytes.file(repeated(start, ENTRIES + 1, "\"%x\":\"\"", end), 0),
        "100000 metadata entries");
  }

  private static String repeated(String start, int count, String format, String end) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, format, i))
        .collect(Collectors.joining(",", start, end));
  }

  @Test
  void bytesOfPickles() throws IOException {
    byte[] file = TorchBytes.zip(pickleOfBytes(FileLimits.PICKLE_BYTES));
    assertAccepted(file);
    byte[] more = TorchBytes.zip(pickleOfBytes(FileLimits.PICKLE_BYTES + 1));
    assertRefused(more, "at most 16 MiB are read");
  }

  /** Bytes that nothing uses, under a dictionary of one tensor. */
  private static byte[] pickleOfBytes(int length) {
    byte[] rest = withTensor(new TorchBytes()).end();
    int filler = length - rest.length - 7;
    TorchBytes pickle = new TorchBytes().protocol2().raw("B").little(filler);
    byte[] bytes = withTensor(pickle.raw("x".repeat(filler))).end();
    assertThat(bytes).hasSize(length);
    return bytes;
  }

  private static TorchBytes withTensor(TorchBytes pickle) {
    return pickle.raw("}").text("a").tensor("0").raw("s");
  }

  @Test
  void instructionsOfPickles() throws IOException {
    // Those of withTensor, the protocol and the end.
    int others = 28;
    assertAccepted(TorchBytes.zip(pickleOfInstructions(FileLimits.PICKLE_INSTRUCTIONS - others)));
    assertRefused(
        TorchBytes.zip(pickleOfInstructions(FileLimits.PICKLE_INSTRUCTIONS - others + 1)),
        "more than 1000000 instructions");
  }

  private static byte[] pickleOfInstructions(int nothings) {
    return withTensor(new TorchBytes().protocol2().raw("N".repeat(nothings))).end();
  }

  @Test
  void directoriesOfZipArchives() throws IOException {
    byte[] zip = TorchBytes.zip(withTensor(new TorchBytes().protocol2()).end());
    assertAccepted(withDirectory(zip, FileLimits.ZIP_DIRECTORY_BYTES));
    assertRefused(
        withDirectory(zip, FileLimits.ZIP_DIRECTORY_BYTES + 1), "the zip directory is too large");
  }

  /** Lengthens the directory by empty entries with comments. */
  private static byte[] withDirectory(byte[] zip, int length) {
    ByteBuffer file = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int end = zip.length - 22;
    int start = file.getInt(end + 16);
    ByteBuffer longer = ByteBuffer.allocate(start + length + 22).order(ByteOrder.LITTLE_ENDIAN);
    longer.put(zip, 0, end);
    for (int i = 0; longer.position() < start + length; i++) {
      addEntry(longer, i, Math.min(60_000, start + length - longer.position()));
    }
    longer.put(zip, end, 22).putInt(start + length + 12, length);
    return longer.array();
  }

  private static void addEntry(ByteBuffer directory, int number, int length) {
    int start = directory.position();
    byte[] name = String.format(Locale.ROOT, "%06d", number).getBytes(StandardCharsets.US_ASCII);
    directory.putInt(0x02014b50).putShort(start + 28, (short) name.length);
    directory.putShort(start + 32, (short) (length - 46 - name.length));
    directory.position(start + 46).put(name).position(start + length);
  }

  @Test
  void entriesOfOnnxFiles() throws IOException {
    // Those of the model itself.
    int others = 22;
    assertAccepted(onnxOfNodes(FileLimits.ONNX_ENTRIES - others));
    assertRefused(onnxOfNodes(FileLimits.ONNX_ENTRIES - others + 1), "more than 100000 nodes");
  }

  private static byte[] onnxOfNodes(int nodes) {
    ProtocolBuffer graph = new ProtocolBuffer();
    for (int i = 0; i < nodes; i++) {
      graph.message(1, new ProtocolBuffer());
    }
    return OnnxBytes.small().with(graph).file();
  }

  @Test
  void textsOfOnnxFiles() throws IOException {
    assertAccepted(onnxOfText(0));
    assertRefused(onnxOfText(1), "more than 16777216 bytes");
  }

  /** As long as all names together may be, or longer. */
  private static byte[] onnxOfText(int more) {
    // Of the model itself.
    int others = 85;
    String text = "x".repeat(FileLimits.ONNX_TEXT_BYTES - others + more);
    return OnnxBytes.small().with(new ProtocolBuffer().message(1, node(text))).file();
  }

  private static ProtocolBuffer node(String output) {
    return new ProtocolBuffer().text(2, output);
  }

  @Test
  void numbersOfOnnxFilesThatAreStoredOneByOne() throws IOException {
    int most = FileLimits.ONNX_COLLECTED_BYTES - 2 * Short.BYTES;
    assertAccepted(onnxOfPieces(most));
    assertRefused(onnxOfPieces(most + 1), "more than 67108864 bytes");
  }

  /** Raw data in two pieces, which have to be joined. */
  private static byte[] onnxOfPieces(int length) {
    ProtocolBuffer tensor = OnnxBytes.tensor("unused", 1, 1).bytes(9, new byte[length - 1]);
    return OnnxBytes.small().initializer(tensor.bytes(9, new byte[1])).file();
  }

  private static void assertAccepted(byte[] file) throws IOException {
    try (WeightsFile weights = WeightsFile.open(file, "in memory")) {
      assertThat(weights.names()).isNotEmpty();
    }
  }

  private static void assertRefused(byte[] file, String problem) {
    assertThatThrownBy(() -> WeightsFile.open(file, "in memory").close())
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining(problem);
  }
}
