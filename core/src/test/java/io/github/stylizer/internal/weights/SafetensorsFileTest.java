package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
  private static final String A = "\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}";

  @TempDir Path directory;

  /** Each line breaks one rule; ' stands for ". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}}x | 4 | not valid JSON",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}}{} | 4 | not valid JSON",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]} | 4 | not valid JSON",
        "{a:{'dtype':'U8','shape':[4],'data_offsets':[0,4]}} | 4 | not valid JSON",
        "{/**/'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}} | 4 | not valid JSON",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4],}} | 4 | not valid JSON",
        "{'a':7} | 0 | not valid JSON",
        "{'a':[[[[[[[[]]]]]]]]} | 0 | not valid JSON",
        "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},"
            + "'a':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}} | 4 | 'a' appears twice",
        "{'a':{'dtype':'U8','dtype':'U8','shape':[4],'data_offsets':[0,4]}} | 4 | repeated key",
        "{'a':{'dtype':'U8','shape':[4],'shape':[4],'data_offsets':[0,4]}} | 4 | repeated key",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4],'x':1}} | 4 | unexpected",
        "{'a':{'dtype':'U8','shape':[4]}} | 4 | lacks",
        "{'a':{'shape':[4],'data_offsets':[0,4]}} | 4 | lacks",
        "{'a':{'dtype':'U8','data_offsets':[0,4]}} | 4 | lacks",
        "{'a':{'dtype':'U7','shape':[4],'data_offsets':[0,4]}} | 4 | dtype 'U7'",
        "{'a':{'dtype':8,'shape':[4],'data_offsets':[0,4]}} | 4 | dtype of tensor 'a' is not a string",
        "{'a':{'dtype':'U8','shape':[-4],'data_offsets':[0,4]}} | 4 | nonnegative integer",
        "{'a':{'dtype':'U8','shape':[4.0],'data_offsets':[0,4]}} | 4 | nonnegative integer",
        "{'a':{'dtype':'U8','shape':[4e0],'data_offsets':[0,4]}} | 4 | nonnegative integer",
        "{'a':{'dtype':'U8','shape':['4'],'data_offsets':[0,4]}} | 4 | not a number",
        "{'a':{'dtype':'U8','shape':[99999999999999999999],'data_offsets':[0,4]}} | 4 | nonnegative integer",
        "{'a':{'dtype':'U8','shape':[4294967296,4294967296],'data_offsets':[0,4]}} | 4 | too large",
        "{'a':{'dtype':'F32','shape':[4611686018427387904],'data_offsets':[0,4]}} | 4 | nonnegative integer",
        "{'a':{'dtype':'F32','shape':[461168601842738790],'data_offsets':[0,4]}} | 4 | takes",
        "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,4]}} | 4 | takes 3 bytes",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,4]}} | 4 | takes 16 bytes",
        "{'a':{'dtype':'U8','shape':[0],'data_offsets':[4,0]}} | 4 | takes 0 bytes",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0]}} | 4 | data_offsets [0]",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4,4]}} | 4 | data_offsets [0, 4, 4]",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[1,5]}} | 5 | starts at byte 1",
        "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},"
            + "'b':{'dtype':'U8','shape':[2],'data_offsets':[1,3]}} | 4 | starts at byte 1",
        "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},"
            + "'b':{'dtype':'U8','shape':[1],'data_offsets':[3,4]}} | 4 | starts at byte 3",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}} | 3 | it is truncated",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}} | 5 | extra bytes",
        "{} | 1 | extra bytes",
        "{'__metadata__':{'k':1}} | 0 | metadata value of 'k' is not a string",
        "{'__metadata__':{'k':null}} | 0 | metadata value of 'k' is not a string",
        "{'__metadata__':{'k':{}}} | 0 | metadata value of 'k' is not a string",
        "{'__metadata__':null} | 0 | not valid JSON",
        "{'__metadata__':{'k':'1','k':'1'}} | 0 | 'k' appears twice",
        "{'__metadata__':{},'__metadata__':{}} | 0 | twice",
        "{'__metadata__':{'k':'\\ud800'}} | 0 | surrogate",
      })
  void refuses(String header, int dataLength, String reason) throws Exception {
    assertRefused(SafetensorsBytes.file(header.replace('\'', '"'), dataLength), reason);
  }

  @Test
  void refusesHeadersThatCannotBe() throws Exception {
    byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
    assertRefused(SafetensorsBytes.file(-1, header, 0), "18446744073709551615");
    assertRefused(SafetensorsBytes.file(3, header, 0), "truncated");
    assertRefused(SafetensorsBytes.file(0, header, 0), "not valid JSON");
    assertRefused(SafetensorsBytes.file(" {}", 0), "neither a safetensors");
    assertRefused(SafetensorsBytes.file("[]", 0), "neither a safetensors");
    byte[] latin = "{\"__metadata__\":{\"k\":\"ä\"}}".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(SafetensorsBytes.file(latin, 0), "not valid UTF-8");
    byte[] overlong = "{\"__metadata__\":{\"k\":\"??\"}}".getBytes(StandardCharsets.US_ASCII);
    overlong[22] = (byte) 0xc0;
    overlong[23] = (byte) 0xaf;
    assertRefused(SafetensorsBytes.file(overlong, 0), "not valid UTF-8");
  }

  @Test
  void refusesTensorsOfManyDimensions() throws Exception {
    String sizes = "1,".repeat(65).replaceFirst(",$", "");
    assertRefused(
        SafetensorsBytes.file(
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + sizes + "],\"data_offsets\":[0,1]}}", 1),
        "more than 64");
  }

  @Test
  void namesWhatIsMissing() throws Exception {
    Path made = SafetensorsBytes.write(directory, SafetensorsBytes.file("{" + A + "}", 4));
    try (WeightsFile file = WeightsFile.open(made);
        NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(() -> file.read("b", manager))
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageContaining("no tensor 'b' among its 1 (a)");
      assertThatThrownBy(() -> file.info("b")).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> WeightsFile.open(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> WeightsFile.open(directory))
        .isInstanceOf(WeightsFormatException.class);
  }

  @Test
  void readsWhatIsAllowed() throws Exception {
    String header =
        "{\"z\":{\"shape\":[],\"dtype\":\"U8\",\"data_offsets\":[4,5]},"
            + "\"__metadata__\":{\"k\":\"\"},"
            + "\"e\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[4,4]},"
            + A
            + "}   \n";
    Path made = SafetensorsBytes.write(directory, SafetensorsBytes.file(header, 5));
    try (WeightsFile file = WeightsFile.open(made);
        NDManager manager = NDManager.newBaseManager()) {
      assertThat(file.names()).containsExactly("z", "e", "a");
      assertThat(file.metadata()).containsOnly(Map.entry("k", ""));
      assertThat(file.read("z", manager).getShape()).isEqualTo(new Shape());
      assertThat(file.read("z", manager).toUint8Array()).containsExactly(4);
      assertThat(file.read("e", manager).getShape()).isEqualTo(new Shape(0, 7));
      assertThat(file.read("a", manager).toUint8Array()).containsExactly(0, 1, 2, 3);
    }
  }

  /** The two types of which the engine cannot make arrays. */
  @Test
  void widensBfloat16AndInt16Exactly() throws Exception {
    String header =
        "{\"b\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[0,6]},"
            + "\"i\":{\"dtype\":\"I16\",\"shape\":[2],\"data_offsets\":[6,10]}}";
    byte[] bytes = SafetensorsBytes.file(header, 10);
    ByteBuffer data = ByteBuffer.wrap(bytes, bytes.length - 10, 10).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) 0x3fc0).putShort((short) 0xc040).putShort((short) 0x0001);
    data.putShort((short) -2).putShort(Short.MAX_VALUE);
    try (WeightsFile file = WeightsFile.open(SafetensorsBytes.write(directory, bytes));
        NDManager manager = NDManager.newBaseManager()) {
      NDArray array = file.read("b", manager);
      assertThat(array.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(array.toFloatArray()).containsExactly(1.5f, -3f, Float.intBitsToFloat(0x10000));
      assertThat(file.read("i", manager).toIntArray()).containsExactly(-2, Short.MAX_VALUE);
    }
  }

  @Test
  void readsFloatsOfEveryTypeAsTheEngineDoes() throws Exception {
    String header =
        "{\"d\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]},"
            + "\"f\":{\"dtype\":\"F32\",\"shape\":[1,3],\"data_offsets\":[16,28]},"
            + "\"h\":{\"dtype\":\"F16\",\"shape\":[10000],\"data_offsets\":[28,20028]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[20028,20030]},"
            + "\"e\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[20030,20030]}}";
    byte[] bytes = SafetensorsBytes.file(header, 20030);
    ByteBuffer data = ByteBuffer.wrap(bytes, bytes.length - 20030, 20030);
    data.order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1).putDouble(-1e300);
    data.putFloat(0.1f).putFloat(-0f).putFloat(Float.MIN_VALUE);
    for (int i = 0; i < 10000; i++) {
      data.putShort((short) (i * 7));
    }
    data.putShort((short) 0xc040);
    try (NDManager manager = NDManager.newBaseManager()) {
      InMemory.assertSame(SafetensorsBytes.write(directory, bytes), manager, 1 << 20);
    }
    try (WeightsFile file = WeightsFile.open(bytes, "a/resource.bin")) {
      assertThat(file.readFloats("d")).containsExactly(0.1f, Float.NEGATIVE_INFINITY);
      assertThat(file.readFloats("b")).containsExactly(-3);
      assertThat(file.readFloats("e")).isEmpty();
    }
  }

  @Test
  void refusesToReadFloatsOfWhatHoldsNoneOrTooMany() throws Exception {
    byte[] bytes = SafetensorsBytes.file("{" + A + "}", 4);
    try (WeightsFile file = WeightsFile.open(bytes, "a/resource.bin")) {
      assertThatThrownBy(() -> file.readFloats("a"))
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageContainingAll("a/resource.bin", "'a' holds U8", "floating-point");
      assertThatThrownBy(() -> file.readFloats("b"))
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageContainingAll("a/resource.bin", "no tensor 'b'");
    }
    long count = Integer.MAX_VALUE - 7L;
    String header =
        String.format(
            Locale.ROOT,
            "{\"a\":{\"dtype\":\"F16\",\"shape\":[%d],\"data_offsets\":[0,%d]}}",
            count,
            count * 2);
    Path sparse = SafetensorsBytes.write(directory, SafetensorsBytes.file(header, 0));
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(file.length() + count * 2);
    }
    try (WeightsFile file = WeightsFile.open(sparse)) {
      assertThatThrownBy(() -> file.readFloats("a"))
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageContainingAll("'a' has " + count, "fit into an array");
    }
  }

  @Test
  void readsBehindTwoGigabytes() throws Exception {
    long border = Integer.MAX_VALUE + 5L;
    String header =
        String.format(
            Locale.ROOT,
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}",
            border,
            border,
            border,
            border + 8);
    byte[] start = SafetensorsBytes.file(header, 0);
    Path sparse = SafetensorsBytes.write(directory, start);
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(start.length + border + 8);
      file.seek(start.length + border);
      file.writeInt(Integer.reverseBytes(Float.floatToIntBits(1.25f)));
      file.writeInt(Integer.reverseBytes(Float.floatToIntBits(-7f)));
    }
    try (WeightsFile file = WeightsFile.open(sparse);
        NDManager manager = NDManager.newBaseManager()) {
      assertThat(file.info("a").shape()).containsExactly(border);
      assertThat(file.read("b", manager).toFloatArray()).containsExactly(1.25f, -7f);
    }
  }

  @Test
  void saysSoWhenTheFileShrinksWhileOpen() throws Exception {
    Path made = SafetensorsBytes.write(directory, SafetensorsBytes.file("{" + A + "}", 4));
    try (WeightsFile file = WeightsFile.open(made);
        NDManager manager = NDManager.newBaseManager()) {
      int before = manager.getManagedArrays().size();
      try (RandomAccessFile open = new RandomAccessFile(made.toFile(), "rw")) {
        open.setLength(Files.size(made) - 1);
      }
      assertThatThrownBy(() -> file.read("a", manager))
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageContaining("ends inside tensor 'a'");
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void cannotBeReadOnceClosed() throws Exception {
    Path made = SafetensorsBytes.write(directory, SafetensorsBytes.file("{" + A + "}", 4));
    WeightsFile file = WeightsFile.open(made);
    file.close();
    file.close();
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(() -> file.read("a", manager)).isInstanceOf(IOException.class);
    }
  }

  private void assertRefused(byte[] bytes, String reason) throws IOException {
    assertThatThrownBy(() -> WeightsFile.open(bytes, "a/resource.bin").close())
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith("a/resource.bin: ")
        .hasMessageContaining(reason);
    Path made = SafetensorsBytes.write(directory, bytes);
    assertThatThrownBy(() -> WeightsFile.open(made).close())
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(made + ": ")
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n");
  }
}
