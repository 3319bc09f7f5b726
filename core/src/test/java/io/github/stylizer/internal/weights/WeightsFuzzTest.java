package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages good files at random, always in the same way. Whatever comes out must either be read or
 * be refused with an IOException; any other exception fails the test, an endless loop or a crash
 * ends it.
 */
class WeightsFuzzTest {
  private static final int ROUNDS = 2000;
  private static final long MAX_READ = 1 << 20;

  /** Sizes at which readers tend to break, and bytes with a meaning in JSON or pickles. */
  private static final int[] TELLING = {
    0, 1, 0x7f, 0x80, 0xff, '"', '{', '}', '[', ']', ',', '9', '-', '(', 't', 'R', 'Q', 'b', 'c',
  };

  @TempDir Path directory;
  private final NDManager root = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    root.close();
  }

  @Test
  void readsOrRefusesDamagedSafetensors() throws Exception {
    String header =
        "{\"__metadata__\":{\"k\":\"v\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[16,18]},"
            + "\"c\":{\"dtype\":\"I64\",\"shape\":[0,3],\"data_offsets\":[18,18]}}";
    fuzz(SafetensorsBytes.file(header, 18), 1);
  }

  @Test
  void readsOrRefusesDamagedTorchZips() throws Exception {
    Path views = Path.of(getClass().getResource("/pth/views.pth").toURI());
    fuzz(Files.readAllBytes(views), 2);
  }

  /** The pickle alone, where most of the mutations hit something. */
  @Test
  void readsOrRefusesDamagedPickles() throws Exception {
    Random random = new Random(3);
    byte[] pickle = pickle();
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      read += open(TorchBytes.zip(mutate(pickle, random)), round);
    }
    assertThat(read).isBetween(1, ROUNDS - 1);
  }

  @Test
  void readsOrRefusesDamagedLegacyFiles() throws Exception {
    fuzz(TorchBytes.legacy(pickle()), 4);
  }

  @Test
  void readsOrRefusesDamagedOnnxFiles() throws Exception {
    fuzz(OnnxBytes.small().file(), 5);
  }

  private static byte[] pickle() {
    TorchBytes pickle = new TorchBytes().protocol2().raw("}q", 0, "(").text("state_dict");
    pickle.raw("}(").text("module.a").tensor("0").text("module.b");
    pickle.tensor("0", 4, 0, new int[] {2, 2}, new int[] {1, 2});
    return pickle.raw("u").text("epoch").integer(3).raw("u").end();
  }

  private void fuzz(byte[] good, long seed) throws IOException {
    Random random = new Random(seed);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      read += open(mutate(good, random), round);
    }
    assertThat(read).as("files that could still be read").isBetween(1, ROUNDS - 1);
  }

  private static byte[] mutate(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
        case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) 0xff);
        case 4 -> bytes = shift(bytes, at, random.nextInt(9) - 4);
        default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at + 1) : bytes;
      }
    }
    return bytes;
  }

  /** Repeats or leaves out a few bytes. */
  private static byte[] shift(byte[] bytes, int at, int by) {
    byte[] shifted = Arrays.copyOf(bytes, Math.max(1, bytes.length + by));
    int from = Math.max(0, at - by);
    int to = from + by;
    int length = Math.min(bytes.length - from, shifted.length - Math.max(0, to));
    if (to >= 0 && length > 0) {
      System.arraycopy(bytes, from, shifted, to, length);
    }
    return shifted;
  }

  /** Returns 1 if the file could be read, 0 if it was refused. */
  private int open(byte[] bytes, int round) throws IOException {
    Path made = Files.write(directory.resolve("damaged"), bytes);
    try (NDManager manager = root.newSubManager();
        WeightsFile file = WeightsFile.open(made)) {
      for (String name : file.names()) {
        TensorInfo info = file.info(name);
        if (info.byteCount() <= MAX_READ) {
          NDArray array = file.read(name, manager);
          assertThat(array.size()).isEqualTo(info.elementCount());
        }
      }
      InMemory.assertSame(made, manager, MAX_READ);
      return 1;
    } catch (IOException e) {
      assertThat(e.getMessage()).startsWith(made + ": ").doesNotContain("\n");
      InMemory.assertSame(made, root, MAX_READ);
      return 0;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail("round " + round, e);
    }
  }
}
