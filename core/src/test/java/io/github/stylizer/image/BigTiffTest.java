package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TIFF files with positions of 64 bits, which the plug-in of TwelveMonkeys reads. */
@ExtendWith(WithPlugins.class)
class BigTiffTest {
  @ParameterizedTest
  @CsvSource({"1, 8", "1, 16", "2, 8", "2, 16"})
  void usualLayoutsAreReadAsTheyAre(int photometric, int bits) throws IOException {
    int samples = photometric == 2 ? 3 : 1;
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (TiffFile file :
          List.of(
              TiffFile.of(photometric, bits),
              TiffFile.of(photometric, bits).deflated(1),
              TiffFile.of(photometric, bits).deflated(2),
              TiffFile.of(photometric, bits).tiles(16, 16),
              TiffFile.of(photometric, bits).samples(samples + 1, bits).tag(338, 2))) {
        byte[] big = file.order(order).big().bytes();
        assertThat(big[order == ByteOrder.BIG_ENDIAN ? 3 : 2]).isEqualTo((byte) 43);
        assertThat(Pictures.maxDifference(decode(big), file.picture())).isLessThan(2);
      }
    }
  }

  @Test
  void profileAndOrientationCount() throws IOException {
    byte[] profile = IccProfiles.linearGray();
    byte[] classic = TiffFile.of(1, 8).profile(profile).tag(274, 6).bytes();
    byte[] big = TiffFile.of(1, 8).profile(profile).tag(274, 6).big().bytes();
    assertThat(Pictures.pixels(decode(big))).isEqualTo(Pictures.pixels(decode(classic)));
  }

  @ParameterizedTest
  @CsvSource({"5, 8, 1", "3, 8, 1", "2, 12, 1", "2, 32, 1", "2, 8, 7", "1, 1, 1"})
  void othersAreRefused(int photometric, int bits, int compression) {
    byte[] file = TiffFile.of(photometric, bits).tag(259, compression).big().bytes();
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("not supported: BigTIFF, ");
  }

  /** The plug-in would allocate 2 GB, or read for hours. */
  @Test
  void numbersAreNotTakenOnTrust() {
    byte[] file = TiffFile.of(2, 8).big().bytes();
    ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int directory = (int) data.getLong(8);
    long count = data.getLong(directory);
    data.putLong(directory, Long.MAX_VALUE);
    refused(file, "its directory has 9223372036854775807 entries");
    data.putLong(directory, -1);
    refused(file, "its directory has -1 entries");
    data.putLong(directory, count);
    // The count of the first tag, and its position.
    int entry = directory + 8;
    data.putLong(entry + 4, Integer.MAX_VALUE);
    refused(file, "beyond the end of the file");
    data.putLong(entry + 4, 100).putLong(entry + 12, Long.MAX_VALUE - 2);
    refused(file, "beyond the end of the file");
    data.putLong(entry + 4, -1);
    refused(file, "beyond the end of the file");
    data.putLong(8, Long.MIN_VALUE);
    refused(file, "");
  }

  private static void refused(byte[] file, String problem) {
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("a.tif: ")
        .hasMessageContaining(problem);
  }

  /** A chain of directories, and one within, of as many entries as the file is long. */
  @Test
  void otherDirectoriesAreNotRead() throws IOException {
    byte[] file = TiffFile.of(2, 8).tag(330, 1).big().bytes();
    ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int directory = (int) data.getLong(8);
    int count = (int) data.getLong(directory);
    int next = directory + 8 + 20 * count;
    byte[] longer = Arrays.copyOf(file, file.length + (1 << 22));
    ByteBuffer more = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
    more.putLong(next, file.length).putLong(file.length, Long.MAX_VALUE);
    for (int at = file.length + 8; at + 20 <= longer.length; at += 20) {
      // A private tag with the bytes of the whole file.
      more.putShort(at, (short) 50_000).putShort(at + 2, (short) 7);
      more.putLong(at + 4, 1 << 22).putLong(at + 12, 16);
    }
    assertThat(decode(longer).getWidth()).isEqualTo(TiffFile.WIDTH);
  }

  private static BufferedImage decode(byte[] file) throws IOException {
    return ImageDecoder.standard().read(file, "a.tif");
  }
}
