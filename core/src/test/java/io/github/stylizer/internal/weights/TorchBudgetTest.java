package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a small file of torch.save may cost. */
class TorchBudgetTest {
  private static final int MOST = (int) (FileLimits.REPEATED_TENSOR_BYTES / Float.BYTES);

  @Test
  void tensorsMayRepeatNumbersUpToALimit() throws IOException {
    try (WeightsFile file = open(expanded(2, MOST / 2))) {
      assertThat(file.names()).containsExactly("0", "1");
      assertThat(file.info("0").elementCount()).isEqualTo(MOST / 2);
    }
    // The file itself has less than a thousand bytes, which count, too.
    assertRefused(expanded(2, MOST / 2 + 1000), "its tensors repeat stored numbers");
    assertRefused(expanded(1, MOST + 1000), "is too large for 4 numbers");
    assertRefused(expanded(30, MOST), "its tensors repeat stored numbers");
  }

  /** Tensors of stride 0, each with a number of the storage again and again. */
  private static byte[] expanded(int tensors, int count) throws IOException {
    TorchBytes pickle = new TorchBytes().protocol2().raw("}(");
    for (int i = 0; i < tensors; i++) {
      pickle.text("" + i).tensor("0", 4, 0, new int[] {count}, new int[] {0});
    }
    return TorchBytes.zip(pickle.raw("u").end());
  }

  /** A file of 100 kB: ten thousand keys that name one dictionary, which names one tensor often. */
  @Test
  void sharedDictionariesAreLookedThroughOnce() throws IOException {
    int count = 10_000;
    TorchBytes pickle = new TorchBytes().protocol2().raw("}(").text("shared").raw("}q", 1, "(");
    IntStream.range(0, count).forEach(i -> pickle.text("n" + i).integer(i));
    pickle.text("t").tensor("0").raw("u");
    IntStream.range(0, count).forEach(i -> pickle.text("k" + i).raw("h", 1));
    byte[] file = TorchBytes.zip(pickle.raw("u").end());
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("holds 10001 dictionaries of tensors, expected one: [shared, k0,")
        .message()
        .hasSizeLessThan(200);
  }

  @Test
  void dictionariesMadeOfOneListHaveALimit() throws IOException {
    int pairs = 1000;
    int most = FileLimits.DICTIONARY_ENTRIES / pairs;
    // The tensor of this dictionary is in the list's last pair.
    assertRefused(calls(pairs, most + 1), "more than 1000000 entries");
    assertRefused(calls(pairs, most), "holds 1000 dictionaries of tensors");
  }

  private static byte[] calls(int pairs, int calls) throws IOException {
    TorchBytes pickle = new TorchBytes().protocol2().raw("}(").text("list").raw("](");
    for (int i = 1; i < pairs; i++) {
      pickle.text("n" + i).raw("K", 1, 0x86);
    }
    pickle.text("t").tensor("0").raw(0x86, "eq", 1);
    for (int i = 0; i < calls; i++) {
      pickle.text("k" + i).raw("ccollections\nOrderedDict\n", "h", 1, 0x85, "R");
    }
    return TorchBytes.zip(pickle.raw("u").end());
  }

  private static void assertRefused(byte[] file, String problem) {
    assertThatThrownBy(() -> open(file).close())
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining(problem);
  }

  private static WeightsFile open(byte[] file) throws IOException {
    return WeightsFile.open(file, "in memory");
  }
}
