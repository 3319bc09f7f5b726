package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.film.FilmStylizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read is called by its name, and known to be an image. */
class UnsupportedFormatTest {
  @TempDir Path folder;

  @BeforeAll
  static void withoutPlugins() {
    Plugins.remove();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\\0\\0\\0\\x18ftypheic\\0\\0\\0\\0mif1heic | a HEIC (HEIF) photo",
        "\\0\\0\\0\\x18ftypmif1\\0\\0\\0\\0mif1heic | a HEIC (HEIF) photo",
        "\\0\\0\\0\\x14ftypmif1\\0\\0\\0\\0miaf | a HEIC (HEIF) photo",
        "\\0\\0\\0\\x18ftypmif1\\0\\0\\0\\0mif1avif | an AVIF image",
        "\\0\\0\\0\\x18ftypavif\\0\\0\\0\\0mif1miaf | an AVIF image",
        "\\0\\0\\0\\x18ftypmif1\\0\\0\\0\\0avifmiaf | an AVIF image",
        "\\0\\0\\0\\x14ftypavio\\0\\0\\0\\0mif1 | an AVIF image",
        "\\0\\0\\0\\x10ftyphevc\\0\\0\\0\\0 | a HEIC (HEIF) photo",
        "\\0\\0\\0\\x10ftypmif2\\0\\0\\0\\0 | a HEIC (HEIF) photo",
        "\\0\\0\\0\\x14ftypjxl \\0\\0\\0\\0jxl  | a JPEG XL image",
        "\\0\\0\\0\\x18ftypcrx \\0\\0\\0\\1crx isom | a camera raw photo",
        "FUJIFILMCCD-RAW 0201 | a camera raw photo",
        "IIRO\\x08\\0\\0\\0 | a camera raw photo",
        "IIU\\0\\x18\\0\\0\\0 | a camera raw photo",
        "FOVb\\0\\0\\2\\0 | a camera raw photo",
        "\\0\\0\\0\\x0cJXL \\r\\n\\x87\\n | a JPEG XL image",
        "\\xff\\x0a\\xfa\\x1f | a JPEG XL image",
        "\\0\\0\\0\\x0cjP  \\r\\n\\x87\\n | a JPEG 2000 image",
        "\\xffO\\xffQ\\0\\x2f | a JPEG 2000 image",
        "II\\xbc\\1 | a JPEG XR image",
        "\\xff\\xd8\\xff\\xf7\\0\\x0b | a JPEG-LS image",
        "II*\\0\\x10\\0\\0\\0CR\\2\\0 | a camera raw photo",
        "II*\\0\\x10\\0\\0\\0IIIITwaR | a camera raw photo",
        "IIRS\\x08\\0\\0\\0 | a camera raw photo",
        "MMOR\\0\\0\\0\\x08 | a camera raw photo",
        "\\0MRM\\0\\1 | a camera raw photo",
        "II\\x1a\\0\\0\\0HEAPCCDR | a camera raw photo",
        "BPG\\xfb | a BPG image",
        "qoif\\0\\0 | a QOI image"
      })
  void isNamed(String content, String found) throws IOException {
    byte[] bytes = Arrays.copyOf(unescaped(content), 64);
    assertThatThrownBy(() -> ImageDecoder.standard().read(bytes, "a"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("a: cannot be read as an image: found " + found + "; ");
    assertThat(ImageDecoder.isImage(Files.write(folder.resolve("a"), bytes))).isTrue();
  }

  private static byte[] unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter != '\\') {
        plain.append(letter);
        continue;
      }
      char code = text.charAt(++i);
      switch (code) {
        case 'x' -> {
          plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        case 'r' -> plain.append('\r');
        case 'n' -> plain.append('\n');
        default -> plain.append((char) (code - '0'));
      }
    }
    return plain.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A thumbnail with the tag of DNG, and one beside sensor data. */
  @Test
  void camerasTiffFilesAreNotReadAsTheirThumbnail() {
    byte[] dng = TiffFile.of(2, 8).tag(50706, 1, 4, 0, 0).bytes();
    byte[] nikon = withSensorData(TiffFile.of(2, 8).tag(254, 1).tag(330, 70_000).bytes());
    byte[] sony = TiffFile.of(2, 8).tag(259, 32767).bytes();
    byte[] canon = TiffFile.of(2, 8).bytes();
    System.arraycopy(new byte[] {'C', 'R', 2, 0}, 0, canon, 8, 4);
    for (byte[] raw : new byte[][] {dng, nikon, sony, canon}) {
      assertRaw(raw, "photo.tif");
    }
    assertRaw(TiffFile.of(2, 8).bytes(), "photo.NEF");
  }

  private static void assertRaw(byte[] file, String name) {
    assertThatThrownBy(() -> ImageDecoder.standard().read(file, name))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("a camera raw photo");
  }

  private static byte[] withSensorData(byte[] tiff) {
    byte[] file = Arrays.copyOf(tiff, 70_100);
    // One entry: PhotometricInterpretation 32803, a color filter array.
    byte[] directory = {1, 0, 6, 1, 3, 0, 1, 0, 0, 0, 0x23, (byte) 0x80, 0, 0};
    System.arraycopy(directory, 0, file, 70_000, directory.length);
    return file;
  }

  /** Rows that begin with gray values that spell letters. */
  @Test
  void ordinaryTiffFilesAreNoRawFiles() throws IOException {
    byte[] letters = TiffFile.of(1, 8).bytes();
    for (String first : new String[] {"CRRR", "IIII", "MMMM"}) {
      System.arraycopy(first.getBytes(StandardCharsets.US_ASCII), 0, letters, 8, 4);
      int pixel = ImageDecoder.standard().read(letters, "photo.tif").getRGB(0, 0);
      assertThat(pixel & 0xff).isEqualTo(first.charAt(0));
    }
    byte[] pages = TiffFile.of(2, 8).bytes();
    assertThat(ImageDecoder.standard().read(pages, "photo.tif").getWidth())
        .isEqualTo(TiffFile.WIDTH);
  }

  @Test
  void bigTiffIsUnsupportedNotDamaged() {
    byte[] big = TiffFile.of(2, 8).big().tag(259, 7).bytes();
    assertThatThrownBy(() -> ImageDecoder.standard().read(big, "a.tif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("a.tif: this kind of TIFF image is not supported: BigTIFF, RGB");
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 16, 64})
  void bitmapsOfOs2AreUnsupportedNotDamaged(int header) {
    byte[] bmp = PictureFiles.encoded(Pictures.smooth(8, 8), "bmp");
    bmp[14] = (byte) header;
    assertThatThrownBy(() -> ImageDecoder.standard().read(bmp, "a.bmp"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("a.bmp: BMP files of OS/2 are not supported");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void bitmapsOfAnotherImageAreUnsupported(int compression) {
    byte[] bmp = PictureFiles.encoded(Pictures.smooth(8, 8), "bmp");
    bmp[30] = (byte) compression;
    assertThatThrownBy(() -> ImageDecoder.standard().read(bmp, "a.bmp"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("a.bmp: BMP files with an embedded JPEG or PNG image are not supported");
  }

  /** Lossless, of 12 bits, and with arithmetic coding: frames that the JDK does not read. */
  @ParameterizedTest
  @CsvSource({"c3,8,lossless", "c1,12,12 bits", "c9,8,arithmetic coding", "c5,8,hierarchical"})
  void unusualJpegIsUnsupportedNotDamaged(String frame, int bits, String found) {
    byte[] jpeg = PictureFiles.encoded(Pictures.smooth(8, 8), "jpeg");
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xc0) {
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
    }
    jpeg[at + 1] = (byte) Integer.parseInt(frame, 16);
    jpeg[at + 4] = (byte) bits;
    assertThatThrownBy(() -> ImageDecoder.standard().read(jpeg, "a.jpg"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("a.jpg: this kind of JPEG image is not supported: " + found + ";");
  }

  @ParameterizedTest
  @CsvSource({"heic,false", "hevc,false", "mif2,false", "avio,false", "isom,true", "qt  ,true"})
  void picturesOfTheStructureOfFilmsAreNoFilms(String brand, boolean film) throws IOException {
    byte[] bytes = unescaped("\\0\\0\\0\\x14ftyp" + brand + "\\0\\0\\0\\0" + brand);
    Path file = Files.write(folder.resolve("file"), bytes);
    assertThat(FilmStylizer.isFilm(file)).isEqualTo(film);
    assertThat(ImageDecoder.isImage(file)).isEqualTo(!film);
  }

  @Test
  void imagesAreKnownByContentOrName() throws IOException {
    byte[] png = PictureFiles.encoded(Pictures.smooth(8, 8), "png");
    assertThat(isImage("photo", png)).isTrue();
    assertThat(isImage("half", Arrays.copyOf(png, 20))).isTrue();
    assertThat(isImage("a.tif", TiffFile.of(2, 8).tag(50706, 1).bytes())).isTrue();
    for (String name :
        new String[] {"a.heic", "a.HEIF", "a.avif", "a.cr2", "a.NEF", "a.webp", "a.jpg"}) {
      assertThat(isImage(name, new byte[0])).as(name).isTrue();
    }
    assertThat(isImage("notes.txt", "some words".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(isImage("empty", new byte[0])).isFalse();
    assertThat(ImageDecoder.isImage(folder)).isFalse();
    assertThat(ImageDecoder.isImage(folder.resolve("missing.png"))).isFalse();
  }

  private boolean isImage(String name, byte[] content) throws IOException {
    return ImageDecoder.isImage(Files.write(folder.resolve(name), content));
  }
}
