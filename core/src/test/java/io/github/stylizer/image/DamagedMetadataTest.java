package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.internal.io.FileLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata of strangers: what is damaged is left out, and the picture is written. */
@ExtendWith(WithPlugins.class)
class DamagedMetadataTest {
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
  private static final byte[] JPEG = PictureFiles.encoded(Pictures.smooth(8, 8), "jpeg");

  private static byte[] painted(byte[] photo, String format) throws IOException {
    ImageMetadata metadata =
        ImageDecoder.standard().metadata(photo, "a photo").withLocation().withSoftware("Stylizer");
    byte[] file = ImageEncoder.standard().metadata(metadata).encode(Pictures.smooth(8, 8), format);
    assertThat(ImageDecoder.standard().read(file, "a picture").getWidth()).isEqualTo(8);
    return file;
  }

  private static byte[] jpegWith(String name, byte[] content) {
    return PictureFiles.withSegment(JPEG, 0xe1, name, content);
  }

  private static Object software(byte[] file) throws IOException {
    return MetadataFiles.exif(file).findField(TiffTagConstants.TIFF_TAG_SOFTWARE).getValue();
  }

  /** Cut anywhere, or with any byte changed, it gives a file that other programs read. */
  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tif", "webp"})
  void changedFilesAreReadOrLeftOut(String from) throws IOException {
    byte[] sound = MetadataFiles.photo(from, ByteOrder.LITTLE_ENDIAN, 6);
    Random random = new Random(4);
    for (int i = 0; i < 1500; i++) {
      byte[] changed = sound.clone();
      for (int j = 0; j <= i % 4; j++) {
        changed[12 + random.nextInt(changed.length - 12)] = (byte) random.nextInt(256);
      }
      if (i % 3 == 0) {
        changed = Arrays.copyOf(changed, 12 + random.nextInt(changed.length - 12));
      }
      ImageMetadata metadata;
      try {
        metadata = ImageDecoder.standard().metadata(changed, "a photo");
      } catch (ImageFormatException e) {
        assertThat(e).hasMessageStartingWith("a photo: ");
        continue;
      }
      byte[] file =
          ImageEncoder.standard()
              .metadata(metadata.withLocation().withSoftware("Stylizer"))
              .encode(Pictures.smooth(8, 8), i % 2 == 0 ? "jpg" : "tif");
      assertThat(software(file)).isEqualTo("Stylizer");
      assertThat(MetadataFiles.xmp(file)).isNotNull();
    }
  }

  @Test
  void directoriesThatReferToOneAnotherEnd() throws IOException {
    ByteBuffer exif = ByteBuffer.allocate(200);
    exif.put("MM\0\52\0\0\0\10".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 4);
    // The EXIF, GPS and SubIFD directories are this one, and so is the next.
    for (int tag : new int[] {315, 330, 34665, 34853}) {
      exif.putShort((short) tag).putShort((short) (tag == 315 ? 2 : 4));
      exif.putInt(tag == 315 ? 4 : 1).putInt(tag == 315 ? 0x41646100 : 8);
    }
    exif.putInt(8);
    byte[] file = painted(jpegWith("Exif\0\0", exif.array()), "jpg");
    assertThat(MetadataFiles.exif(file).findField(TiffTagConstants.TIFF_TAG_ARTIST).getValue())
        .isEqualTo("Ada");
  }

  /** A few kilobytes could otherwise become megabytes: every tag has the same bytes. */
  @Test
  void tagsThatShareTheirBytesDoNotAddUp() throws IOException {
    int shared = 60_000;
    int first = 41985;
    int count = 90;
    ByteBuffer exif = ByteBuffer.allocate(8 + 18 + 2 + 12 * count + 4 + shared);
    exif.put("MM\0\52\0\0\0\10".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 1);
    exif.putShort((short) 34665).putShort((short) 4).putInt(1).putInt(26).putInt(0);
    exif.putShort((short) count);
    for (int i = 0; i < count; i++) {
      exif.putShort((short) (first + i)).putShort((short) 7).putInt(shared);
      exif.putInt(exif.capacity() - shared);
    }
    byte[] photo =
        PictureFiles.withChunk(
            PictureFiles.encoded(Pictures.smooth(8, 8), "png"), "eXIf", exif.array());
    assertThat(painted(photo, "png")).hasSizeLessThan(FileLimits.EXIF_BYTES + 20_000);
    // Of them, none fits into a segment of JPEG together with another one.
    byte[] jpeg = painted(photo, "jpg");
    assertThat(software(jpeg)).isEqualTo("Stylizer");
    assertThat(jpeg.length).isBetween(shared, shared + 20_000);
  }

  @Test
  void longLocationsDoNotBreakJpegFiles() throws IOException {
    ByteBuffer exif = ByteBuffer.allocate(8 + 18 + 18 + 100_000);
    exif.put("MM\0\52\0\0\0\10".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 1);
    exif.putShort((short) 34853).putShort((short) 4).putInt(1).putInt(26).putInt(0);
    exif.putShort((short) 1).putShort((short) 28).putShort((short) 7).putInt(100_000).putInt(44);
    byte[] png = PictureFiles.encoded(Pictures.smooth(8, 8), "png");
    byte[] photo = PictureFiles.withChunk(png, "eXIf", exif.array());
    assertThat(software(painted(photo, "jpg"))).isEqualTo("Stylizer");
    assertThat(painted(photo, "tif")).hasSizeGreaterThan(100_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no XML",
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>",
        "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rdf:RDF"
            + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>&a;</rdf:RDF>",
        "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'>]><rdf:RDF"
            + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>&b;</rdf:RDF>"
      })
  void packetsThatAreNoneAreReplaced(String xmp) throws IOException {
    byte[] photo = jpegWith(XMP, xmp.getBytes(StandardCharsets.UTF_8));
    for (String format : new String[] {"jpg", "png", "tif"}) {
      byte[] file = painted(photo, format);
      assertThat(Imaging.getXmpXml(file)).contains("CreatorTool=\"Stylizer\"");
      assertThat(Imaging.getXmpXml(file)).doesNotContain("DOCTYPE", "root:", "aaaa");
    }
  }

  @Test
  void deepPacketsAreReplaced() throws IOException {
    for (int depth : new int[] {FileLimits.XMP_DEPTH - 3, FileLimits.XMP_DEPTH + 1, 4000}) {
      String xmp =
          "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:a='b'>"
              + "<a:deep>".repeat(depth)
              + "</a:deep>".repeat(depth)
              + "</rdf:RDF>";
      byte[] file = painted(jpegWith(XMP, xmp.getBytes(StandardCharsets.UTF_8)), "png");
      assertThat(Imaging.getXmpXml(file).contains("a:deep"))
          .as("%d elements", depth)
          .isEqualTo(depth < FileLimits.XMP_DEPTH);
    }
  }

  @Test
  void packetsThatDoNotFitIntoJpegFilesAreReplaced() throws IOException {
    String xmp =
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:a='b'><a:long>"
            + "x".repeat(70_000)
            + "</a:long></rdf:RDF>\0\0";
    byte[] chunk = ("XML:com.adobe.xmp\0\0\0\0\0" + xmp).getBytes(StandardCharsets.UTF_8);
    byte[] png = PictureFiles.encoded(Pictures.smooth(8, 8), "png");
    byte[] photo = PictureFiles.withChunk(png, "iTXt", chunk);
    assertThat(Imaging.getXmpXml(painted(photo, "png"))).contains("a:long", "Stylizer");
    assertThat(Imaging.getXmpXml(painted(photo, "jpg")))
        .contains("Stylizer")
        .doesNotContain("long");
  }

  /** Text that inflates to more than the limit. */
  @Test
  void bombsAreLeftOut() throws IOException {
    byte[] bomb = PictureFiles.deflated(new byte[FileLimits.IMAGE_METADATA_BYTES + 1]);
    byte[] png = PictureFiles.encoded(Pictures.smooth(8, 8), "png");
    png = PictureFiles.withChunk(png, "iTXt", concat("XML:com.adobe.xmp\0\1\0\0\0", bomb));
    png = PictureFiles.withChunk(png, "zTXt", concat("Raw profile type iptc\0\0", bomb));
    assertThat(painted(png, "png")).hasSizeLessThan(20_000);
  }

  private static byte[] concat(String name, byte[] content) {
    return ByteBuffer.allocate(name.length() + content.length)
        .put(name.getBytes(StandardCharsets.ISO_8859_1))
        .put(content)
        .array();
  }

  @Test
  void ofIptcDataOnlyWholeEntriesAreKept() {
    byte[] iptc = MetadataFiles.iptc();
    assertThat(Iptc.entries(iptc)).isEqualTo(iptc);
    assertThat(
            Iptc.entries(concat(new String(iptc, StandardCharsets.ISO_8859_1), new byte[] {9, 9})))
        .isEqualTo(iptc);
    // The first entry has eight bytes.
    for (int length = 0; length < iptc.length; length++) {
      byte[] entries = Iptc.entries(Arrays.copyOf(iptc, length));
      assertThat(entries == null ? 0 : entries.length).isEqualTo(length < 8 ? 0 : 8);
    }
    byte[] resources = MetadataFiles.photoshop();
    for (int length = 0; length < resources.length; length++) {
      assertThat(Iptc.ofPhotoshop(Arrays.copyOf(resources, length))).isNull();
    }
  }
}
