package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.WeightsFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pickles made instruction by instruction: those that torch writes, and those nobody should. */
class TorchPicklesTest {
  @TempDir Path directory;

  @Test
  void readsTheDictionariesOfPython2() throws Exception {
    byte[] pickle =
        start().raw("ccollections\nOrderedDict\n(]](U", 1, "a").tensor("0").raw("eatR").end();
    assertThat(read(TorchBytes.zip(pickle), "a")).containsExactly(0, 1, 2, 3);
    assertThat(read(TorchBytes.legacy(pickle), "a")).containsExactly(0, 1, 2, 3);
  }

  @Test
  void ignoresTheVersionsThatTorchKeepsBesideAStateDict() throws Exception {
    byte[] pickle =
        start()
            .raw("ccollections\nOrderedDict\n)R(")
            .text("a")
            .tensor("0")
            .raw("u}(")
            .text("_metadata")
            .raw("}ub")
            .end();
    assertThat(read(TorchBytes.zip(pickle), "a")).containsExactly(0, 1, 2, 3);
  }

  @Test
  void readsTheInstructionsOfProtocol4() throws Exception {
    TorchBytes pickle = new TorchBytes().raw(0x80, 4, 0x95).little(99).little(0).raw("}", 0x94);
    pickle.raw(0x8c, 1, "a", 0x94, 0x8c, 12, "torch._utils", 0x8c, 18, "_rebuild_tensor_v2", 0x93);
    pickle.raw("(").storage("0", 4).integer(1).numbers(2).numbers(2).raw(0x89, "NtRsh", 0);
    assertThat(read(TorchBytes.zip(pickle.end()), "a")).containsExactly(1, 3);
  }

  @Test
  void readsPartsOfLegacyStorages() throws Exception {
    TorchBytes pickle = start().raw("}").text("a").raw("ctorch._utils\n_rebuild_tensor\n(");
    pickle.raw("(").text("storage").raw("ctorch.cuda\nFloatStorage\n").text("0").text("cuda:0");
    pickle.integer(4).raw("(").text("part").integer(1).integer(3).raw("ttQ");
    pickle.integer(1).numbers(2).numbers(1).raw("tRs");
    assertThat(read(TorchBytes.legacy(pickle.end()), "a")).containsExactly(2, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "cbuiltins|eval|, builtins.eval",
    "ctorch|load|, torch.load",
    "ctorch|ComplexFloatStorage|, torch.ComplexFloatStorage",
    "ctorch.hub|FloatStorage|, torch.hub.FloatStorage",
    "cargparse|Namespace|)\u0081}b, argparse.Namespace",
    "(iposix|system|, posix.system",
    "ccollections|OrderedDict|)R)\u0093, expected a name",
    "(ccollections|OrderedDict|o, instruction 0x6f is not allowed",
    "Pstorage|, instruction 0x50 is not allowed",
    "\u0082\u0001, instruction 0x82 is not allowed",
    "NN\u0085R, asks to call something",
    "N)R, asks to call something",
    "(icollections|OrderedDict|, instances of classes",
    "N}b, a dictionary to give attributes to",
    "]Nb, expected attributes",
    "NQ, refers to something",
    "NtQ, a mark is missing",
    "ctorch._utils|_rebuild_tensor_v2|)R, argument 0",
    "ctorch|Size|)R, argument 0",
    "ccollections|OrderedDict|(]NatR, not made of pairs",
    "}]Ns, dictionary key",
    "}(Nu, a key without a value",
    "}Ne, a mark is missing",
    "s, a value is missing",
    "(., a value is missing",
    "h\u00c8, no memo entry 200",
    "X\u00ff\u00ff\u00ff\u00ff, extends past byte",
    "T\u00ff\u00ff\u00ff\u00ff, extends past byte",
    "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f, extends past byte",
    "\u008b\u00ff\u00ff\u00ff\u007f, an integer of 2147483647 bytes",
    "\u0080\u0086, protocol 134",
    "M, extends past byte",
  })
  void refuses(String instructions, String reason) throws Exception {
    String code = instructions.replace('|', '\n');
    assertRefused(TorchBytes.zip(start().raw(code).end()), reason);
    if (!reason.startsWith("extends")) {
      assertRefused(TorchBytes.legacy(start().raw(code).end()), reason);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4, -1, 4, 1, offset -1",
    "4, 1, 4, 1, reach outside",
    "4, 0, 5, 1, reach outside",
    "4, 0, 2, 4, reach outside",
    "4, 0, 4, -1, strides [-1]",
    "4, 0, -4, 1, negative size",
    "4, 0, 2147483647, 2147483647, too large",
    "4, 0, 2147483647, 0, too large",
    "5, 0, 4, 1, storage '0' has 16 bytes",
    "-4, 0, 0, 1, storage '0' has 16 bytes",
    "2147483647, 0, 4, 1, storage '0' has 16 bytes",
  })
  void refusesTensorsOutsideTheirStorage(
      int count, int offset, int shape, int stride, String reason) throws Exception {
    TorchBytes pickle = start().raw("}").text("a");
    pickle.tensor("0", count, offset, new int[] {shape}, new int[] {stride}).raw("s");
    assertRefused(TorchBytes.zip(pickle.end()), reason);
  }

  @Test
  void refusesTooManyOrTooFewSizes() throws Exception {
    TorchBytes many = start().raw("}").text("a");
    assertRefused(
        TorchBytes.zip(many.tensor("0", 4, 0, new int[65], new int[65]).raw("s").end()), "64");
    TorchBytes few = start().raw("}").text("a");
    assertRefused(
        TorchBytes.zip(few.tensor("0", 4, 0, new int[] {4, 1}, new int[] {1}).raw("s").end()),
        "do not fit shape");
  }

  @Test
  void survivesDeepNestingAndCycles() throws Exception {
    TorchBytes deep = start().raw("N").raw("\u0085".repeat(900_000));
    assertRefused(TorchBytes.zip(deep.end()), "holds no dictionary");
    TorchBytes lists = start().raw("]q", 0, "h\0a".repeat(300_000));
    assertRefused(TorchBytes.zip(lists.end()), "holds no dictionary");
    TorchBytes cycle = start().raw("}q", 0).text("model").raw("h", 0, "s");
    assertRefused(TorchBytes.zip(cycle.end()), "holds no dictionary");
  }

  @Test
  void refusesLongNames() throws Exception {
    assertRefused(TorchBytes.zip(start().raw("c" + "x".repeat(5000)).end()), "too long");
  }

  @ParameterizedTest
  @CsvSource({
    "model",
    "net",
    "generator",
    "state_dict",
  })
  void findsTheStateDictInACheckpoint(String key) throws Exception {
    TorchBytes pickle = start().raw("}(").text("epoch").integer(3).text("optimizer").raw("}");
    pickle.text("state").raw("}").integer(0).raw("}").text("step").tensor("0").raw("sss");
    pickle.text(key).raw("}").text("module.a").tensor("0").raw("s").text("none").raw("Nu");
    assertThat(names(TorchBytes.zip(pickle.end()))).containsExactly("a");
  }

  @Test
  void findsAStateDictTwoLevelsDown() throws Exception {
    TorchBytes pickle = start().raw("}").text("model").raw("}").text("state_dict").raw("}");
    pickle.text("a").tensor("0").raw("sss");
    assertThat(names(TorchBytes.zip(pickle.end()))).containsExactly("a");
  }

  @Test
  void refusesToGuessBetweenStateDicts() throws Exception {
    TorchBytes pickle = start().raw("}(").text("generator").raw("}").text("a").tensor("0");
    pickle.raw("s").text("critic").raw("}").text("a").tensor("0").raw("su");
    assertRefused(TorchBytes.zip(pickle.end()), "[generator, critic]");
  }

  @Test
  void keepsAPrefixThatNotAllHave() throws Exception {
    TorchBytes pickle = start().raw("}(").text("module.a").tensor("0").text("b").tensor("0");
    assertThat(names(TorchBytes.zip(pickle.raw("u").end()))).containsExactly("module.a", "b");
  }

  private static TorchBytes start() {
    return new TorchBytes().protocol2();
  }

  private Path write(byte[] file) throws IOException {
    return Files.write(directory.resolve("made.pth"), file);
  }

  private List<String> names(byte[] bytes) throws IOException {
    try (WeightsFile file = WeightsFile.open(write(bytes))) {
      return new ArrayList<>(file.names());
    }
  }

  private float[] read(byte[] bytes, String name) throws IOException {
    try (WeightsFile file = WeightsFile.open(write(bytes));
        NDManager manager = NDManager.newBaseManager()) {
      return file.read(name, manager).toFloatArray();
    }
  }

  private void assertRefused(byte[] bytes, String reason) throws IOException {
    Path made = write(bytes);
    assertThatThrownBy(() -> WeightsFile.open(made).close())
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(made + ": ")
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n");
  }
}
