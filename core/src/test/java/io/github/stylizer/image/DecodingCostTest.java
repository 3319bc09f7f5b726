package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.stylizer.testing.SharedFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.commons.imaging.ImageFormats;
import org.apache.commons.imaging.Imaging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files must not cost much time or memory. */
@ExtendWith(WithPlugins.class)
class DecodingCostTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void hundredScansAreReadAndOneMoreIsRefused() throws IOException {
    assertThat(decode(progressive(100), "a.jpg").getWidth()).isEqualTo(32);
    byte[] more = progressive(101);
    assertThatThrownBy(() -> decode(more, "a.jpg"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("a.jpg: the JPEG image has more than 100 scans");
  }

  /** A progressive image whose last scan is repeated. */
  private static byte[] progressive(int scans) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.write(null, new IIOImage(Pictures.smooth(32, 32), null, null), settings);
    } finally {
      writer.dispose();
    }
    byte[] jpeg = bytes.toByteArray();
    String text = new String(jpeg, StandardCharsets.ISO_8859_1);
    int last = text.lastIndexOf("\u00ff\u00da");
    int count = text.split("\u00ff\u00da", -1).length - 1;
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.write(jpeg, 0, jpeg.length - 2);
    for (; count < scans; count++) {
      longer.write(jpeg, last, jpeg.length - 2 - last);
    }
    longer.write(jpeg, jpeg.length - 2, 2);
    return longer.toByteArray();
  }

  @Test
  void jpegImagesInTiffTilesHaveTheSameLimits() throws IOException {
    TiffFile file = TiffFile.of(2, 8).tag(259, 7).tag(273, 8);
    byte[] bytes = new byte[20_000];
    byte[] jpeg = progressive(101);
    byte[] tiff = file.tag(279, jpeg.length).bytes();
    // The directory follows the strip that is written; the JPEG image is put behind it.
    System.arraycopy(tiff, 0, bytes, 0, tiff.length);
    System.arraycopy(jpeg, 0, bytes, 10_000, jpeg.length);
    byte[] moved = Arrays.copyOf(bytes, 10_000 + jpeg.length);
    replaceShort(moved, 273, 10_000);
    assertThatThrownBy(() -> decode(moved, "a.tif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("more than 100 scans");
    byte[] large = PictureFiles.encoded(Pictures.smooth(400, 400), "jpeg");
    byte[] other = Arrays.copyOf(moved, 10_000 + large.length);
    System.arraycopy(large, 0, other, 10_000, large.length);
    replaceShort(other, 279, large.length);
    assertThatThrownBy(() -> decode(other, "a.tif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("a tile of 20 x 12 pixels holds a JPEG image of 400 x 400");
  }

  private static void replaceShort(byte[] tiff, int tag, int value) {
    ByteBuffer file = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int directory = file.getInt(4);
    for (int i = 0; i < file.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if (file.getShort(entry) == tag) {
        file.putShort(entry + 8, (short) value);
      }
    }
  }

  @Test
  void tilesCountAsAWhole() throws IOException {
    byte[] tiff = TiffFile.of(1, 8).tiles(64, 64).bytes();
    ImageDecoder exact = ImageDecoder.standard().maxPixels(64 * 64);
    assertThat(exact.read(tiff, "a.tif").getWidth()).isEqualTo(TiffFile.WIDTH);
    assertThatThrownBy(() -> exact.maxPixels(64 * 64 - 1).read(tiff, "a.tif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("a.tif: 64 x 64 pixels would be decoded, but the limit is 4095 in total");
  }

  /** All pictures that were made to break decoders. */
  @ParameterizedTest
  @ValueSource(strings = {"images/hostile", "attack/pictures"})
  void memoryIsInProportionToThePixels(String folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(SharedFiles.path(folder))) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long pixels = 0;
      try {
        BufferedImage image = ImageDecoder.standard().read(file);
        pixels = (long) image.getWidth() * image.getHeight();
      } catch (ImageFormatException e) {
        assertThat(e.getCause() instanceof OutOfMemoryError).isFalse();
      }
      // Twice two images of four bytes per pixel, and something for tables and small images.
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as(file.toString())
          .isLessThan(2 * 2 * 4 * pixels + (32 << 20));
    }
  }

  @Test
  void webpFramesHaveTheSizeOfTheirCanvas() throws IOException {
    byte[] frame =
        ("VP8L\r\0\0\0/\0\0\0\u0010\u0007\u0010\u0011\u0011\u0088\u0088\u00fe\u0007\0")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(decode(webp(canvas(1, 1), frame), "a.webp").getWidth()).isEqualTo(1);
    assertThatThrownBy(() -> decode(webp(canvas(2, 1), frame), "a.webp"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("declares 2 x 1 pixels, but its frame has 1 x 1");
    assertThatThrownBy(() -> decode(webp(canvas(1, 1), frame, frame), "a.webp"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("more than one frame");
  }

  private static byte[] canvas(int width, int height) {
    byte[] chunk = Arrays.copyOf("VP8X\n".getBytes(StandardCharsets.ISO_8859_1), 18);
    chunk[12] = (byte) (width - 1);
    chunk[15] = (byte) (height - 1);
    return chunk;
  }

  private static byte[] webp(byte[]... chunks) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int length = 4 + Arrays.stream(chunks).mapToInt(chunk -> chunk.length).sum();
    file.writeBytes(new byte[] {'R', 'I', 'F', 'F', (byte) length, 0, 0, 0});
    file.writeBytes(new byte[] {'W', 'E', 'B', 'P'});
    for (byte[] chunk : chunks) {
      file.writeBytes(chunk);
    }
    return file.toByteArray();
  }

  /** Every number of a header in turn claims two billion. */
  @Test
  void noNumberOfAHeaderIsTakenOnTrust() throws IOException {
    BufferedImage image = Pictures.smooth(16, 16);
    byte[] exif = PictureFiles.exif(6);
    byte[] frame =
        "VP8L\r\0\0\0/\0\0\0\u0010\u0007\u0010\u0011\u0011\u0088\u0088\u00fe\u0007\0"
            .getBytes(StandardCharsets.ISO_8859_1);
    List<byte[]> files =
        List.of(
            PictureFiles.jpegWithExif(PictureFiles.encoded(image, "jpeg"), 6),
            PictureFiles.withChunk(PictureFiles.encoded(image, "png"), "eXIf", exif),
            PictureFiles.encoded(image, "gif"),
            PictureFiles.encoded(image, "bmp"),
            PictureFiles.encoded(image, "tiff"),
            TiffFile.of(2, 8).deflated(1).bytes(),
            PictureFiles.psd(image),
            webp(canvas(1, 1), frame),
            Imaging.writeImageToBytes(image, ImageFormats.PPM),
            Imaging.writeImageToBytes(image, ImageFormats.PCX));
    ImageDecoder decoder = ImageDecoder.standard().maxPixels(1_000_000);
    for (byte[] file : files) {
      int end = Math.min(file.length - 3, 100);
      for (int at = 4; at < end; at++) {
        for (int value : new int[] {0x7fffffff, 0x00000037}) {
          byte[] claims = file.clone();
          ByteBuffer.wrap(claims).putInt(at, value);
          assertThat(allocated(decoder, claims)).as(file[0] + " at " + at).isLessThan(64 << 20);
        }
      }
    }
  }

  private static long allocated(ImageDecoder decoder, byte[] file) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      decoder.read(file, "a.pcx");
    } catch (ImageFormatException e) {
      assertThat(e.getCause() instanceof OutOfMemoryError).isFalse();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void checksumsOfCriticalChunksMustBeRight() throws IOException {
    BufferedImage palette = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED);
    byte[] png = PictureFiles.encoded(palette, "png");
    byte[] noted = PictureFiles.withChunk(png, "tEXt", new byte[] {'a', 0, 'b'});
    assertThat(decode(noted, "a.png").getWidth()).isEqualTo(8);
    for (String type : List.of("IHDR", "PLTE", "IDAT", "IEND")) {
      byte[] wrong = noted.clone();
      wrong[checksum(noted, type)] ^= 1;
      assertThatThrownBy(() -> decode(wrong, "a.png"))
          .isInstanceOf(ImageFormatException.class)
          .hasMessageContaining("the checksum of its chunk " + type + " is wrong");
    }
    byte[] otherwise = noted.clone();
    otherwise[checksum(noted, "tEXt")] ^= 1;
    assertThat(decode(otherwise, "a.png").getWidth()).isEqualTo(8);
  }

  private static int checksum(byte[] png, String type) {
    int at = new String(png, StandardCharsets.ISO_8859_1).indexOf(type);
    int length = ByteBuffer.wrap(png).getInt(at - 4);
    CRC32 crc = new CRC32();
    crc.update(png, at, 4 + length);
    assertThat(ByteBuffer.wrap(png).getInt(at + 4 + length)).isEqualTo((int) crc.getValue());
    return at + 4 + length;
  }

  private static BufferedImage decode(byte[] file, String name) throws IOException {
    return ImageDecoder.standard().read(file, name);
  }
}
