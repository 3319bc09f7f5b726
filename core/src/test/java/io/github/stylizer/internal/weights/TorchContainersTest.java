package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.WeightsFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What surrounds the pickle: the zip archive and the legacy format. */
class TorchContainersTest {
  private static final byte[] PICKLE =
      new TorchBytes().protocol2().raw("}").text("a").tensor("0").raw("s").end();

  @TempDir Path directory;

  @Test
  void opensWhatTheOtherTestsBreak() throws Exception {
    for (byte[] good : new byte[][] {TorchBytes.zip(PICKLE), TorchBytes.legacy(PICKLE)}) {
      try (WeightsFile file = WeightsFile.open(write(good))) {
        assertThat(file.names()).containsExactly("a");
      }
    }
  }

  @Test
  void refusesArchivesOfOtherKinds() throws Exception {
    byte[] storage = TorchBytes.fourNumbers();
    refuseZip(Map.of("x/readme.txt", storage), "not from torch.save");
    refuseZip(Map.of("data.pkl", PICKLE, "data/0", storage), "not from torch.save");
    refuseZip(Map.of("x/data.pkl", PICKLE, "y/data.pkl", PICKLE), "more than one data.pkl");
    refuseZip(Map.of("x/data.pkl", PICKLE, "x/constants.pkl", PICKLE), "TorchScript");
    refuseZip(Map.of("x/data.pkl", PICKLE), "storage '0' is missing");
    byte[] big = "big".getBytes(StandardCharsets.US_ASCII);
    refuseZip(Map.of("x/data.pkl", PICKLE, "x/data/0", storage, "x/byteorder", big), "'big'");
  }

  /** The JDK's reader has to agree that the archive is right. */
  @Test
  void readsZip64() throws Exception {
    Path made = write(Zip64.of(TorchBytes.zip(PICKLE)));
    try (ZipFile zip = new ZipFile(made.toFile());
        WeightsFile file = WeightsFile.open(made);
        NDManager manager = NDManager.newBaseManager()) {
      ZipEntry entry = zip.getEntry("made/data/0");
      assertThat(zip.getInputStream(entry).readAllBytes()).isEqualTo(TorchBytes.fourNumbers());
      assertThat(file.read("a", manager).toFloatArray()).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void refusesDamagedZip64() throws Exception {
    byte[] good = Zip64.of(TorchBytes.zip(PICKLE));
    for (int at = good.length - Zip64.END_LENGTHS; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) 0x80;
      try (WeightsFile file = WeightsFile.open(write(bad))) {
        assertThat(file.names()).containsExactly("a");
      } catch (WeightsFormatException e) {
        assertThat(e).hasMessageContaining("zip");
      }
    }
  }

  @Test
  void refusesCompressedEntries() throws Exception {
    Map<String, byte[]> entries =
        Map.of("x/data.pkl", PICKLE, "x/data/0", TorchBytes.fourNumbers());
    refuse(TorchBytes.zip(entries, ZipEntry.DEFLATED), "is compressed");
  }

  @Test
  void refusesTwoEntriesOfOneName() throws Exception {
    byte[] storage = TorchBytes.fourNumbers();
    Map<String, byte[]> three =
        Map.of("x/data.pkl", PICKLE, "x/data/00", storage, "x/data/01", storage);
    String zip = text(TorchBytes.zip(three, ZipEntry.STORED)).replace("x/data/01", "x/data/00");
    refuse(bytes(zip), "'x/data/00' appears twice");
  }

  @Test
  void refusesEveryTruncation() throws Exception {
    for (byte[] whole : new byte[][] {TorchBytes.zip(PICKLE), TorchBytes.legacy(PICKLE)}) {
      for (int length = 0; length < whole.length; length++) {
        refuse(Arrays.copyOf(whole, length), "made.pth: ");
      }
    }
  }

  @Test
  void refusesLegacyFilesWhoseStoragesDoNotFit() throws Exception {
    byte[] good = TorchBytes.legacy(PICKLE);
    int count = good.length - 4 * Float.BYTES - Long.BYTES;
    byte[] more = good.clone();
    more[count] = 5;
    refuse(more, "has 5 numbers, expected 4");
    byte[] endless = good.clone();
    Arrays.fill(endless, count, count + Long.BYTES, (byte) 0xff);
    refuse(endless, "has -1 numbers");
    String text = text(good);
    refuse(bytes(text.replace("](X\1\0\0\0" + "0", "](X\1\0\0\0" + "9")), "no tensor uses");
    refuse(bytes(text.replace("](X\1\0\0\0" + "0e", "](e")), "'0' is missing");
    refuse(bytes(text.replace("M\u00e9\3", "M\u00ea\3")), "protocol is not 1001");
    refuse(bytes(text.replace("\u0088u.", "\u0089u.")), "not little-endian");
  }

  private void refuseZip(Map<String, byte[]> entries, String reason) throws IOException {
    refuse(TorchBytes.zip(entries, ZipEntry.STORED), reason);
  }

  private void refuse(byte[] bytes, String reason) throws IOException {
    Path made = write(bytes);
    assertThatThrownBy(() -> WeightsFile.open(made).close())
        .as("%d bytes", bytes.length)
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n");
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("made.pth"), bytes);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
