package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import io.github.stylizer.internal.image.ColorProfile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.GpsTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What pictures keep of their photos, as Commons Imaging and the JDK read it. */
@ExtendWith(WithPlugins.class)
class ImageMetadataTest {
  private static final String SOFTWARE = "Stylizer 0.1.0 (great-wave)";
  private static final String DC = "http://purl.org/dc/elements/1.1/";
  private static final String XMP = "http://ns.adobe.com/xap/1.0/";
  private static final BufferedImage PAINTED = Pictures.smooth(40, 30);

  static Stream<String[]> formats() {
    return Stream.of("jpg", "png", "tif", "webp")
        .flatMap(
            photo -> Stream.of("jpg", "png", "tif").map(picture -> new String[] {photo, picture}));
  }

  private static byte[] painted(byte[] photo, String format, boolean withLocation)
      throws IOException {
    ImageMetadata metadata =
        ImageDecoder.standard().metadata(photo, "a photo").withSoftware(SOFTWARE);
    ImageEncoder encoder =
        ImageEncoder.standard().metadata(withLocation ? metadata.withLocation() : metadata);
    return encoder.encode(PAINTED, format);
  }

  private static Object value(byte[] file, TagInfo tag) throws IOException {
    var field = MetadataFiles.exif(file).findField(tag);
    return field == null ? null : field.getValue();
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("formats")
  void exifIsKept(String from, String to) throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      byte[] file = painted(MetadataFiles.photo(from, order, 6), to, false);
      assertThat(value(file, TiffTagConstants.TIFF_TAG_MAKE)).isEqualTo("Canon");
      assertThat(value(file, TiffTagConstants.TIFF_TAG_ARTIST)).isEqualTo("Ada");
      assertThat(value(file, TiffTagConstants.TIFF_TAG_SOFTWARE)).isEqualTo(SOFTWARE);
      assertThat(value(file, ExifTagConstants.EXIF_TAG_DATE_TIME_ORIGINAL))
          .isEqualTo("2024:05:01 09:00:00");
      assertThat(value(file, ExifTagConstants.EXIF_TAG_ISO)).isEqualTo((short) 200);
      assertThat(value(file, ExifTagConstants.EXIF_TAG_USER_COMMENT))
          .isEqualTo(MetadataFiles.COMMENT);
      assertThat(value(file, ExifTagConstants.EXIF_TAG_MAKER_NOTE)).isNull();
      assertThat(text(file)).doesNotContain("secret of the maker");
    }
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("formats")
  void whatDescribesThePixelsIsThatOfThePicture(String from, String to) throws IOException {
    byte[] file = painted(MetadataFiles.photo(from, ByteOrder.LITTLE_ENDIAN, 6), to, false);
    assertThat(value(file, TiffTagConstants.TIFF_TAG_ORIENTATION)).isEqualTo((short) 1);
    assertThat(value(file, MetadataFiles.COLOR_SPACE)).isEqualTo((short) 1);
    if (!to.equals("tif")) {
      assertThat(value(file, ExifTagConstants.EXIF_TAG_EXIF_IMAGE_WIDTH)).isEqualTo(40);
      assertThat(value(file, ExifTagConstants.EXIF_TAG_EXIF_IMAGE_LENGTH)).isEqualTo(30);
    }
    Document xmp = MetadataFiles.xmp(file);
    assertThat(attribute(xmp, "http://ns.adobe.com/tiff/1.0/", "Orientation")).isEqualTo("1");
    assertThat(attribute(xmp, "http://ns.adobe.com/exif/1.0/", "PixelXDimension")).isEqualTo("40");
    BufferedImage read = ImageDecoder.standard().read(file, "a picture");
    assertThat(read.getWidth()).isEqualTo(40);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("formats")
  void xmpIsKept(String from, String to) throws IOException {
    byte[] file = painted(MetadataFiles.photo(from, ByteOrder.LITTLE_ENDIAN, 1), to, false);
    Document xmp = MetadataFiles.xmp(file);
    assertThat(xmp.getElementsByTagNameNS(DC, "title").item(0).getTextContent())
        .isEqualTo("Hügel \ud83d\ude00 <1>");
    assertThat(attribute(xmp, XMP, "Rating")).isEqualTo("4");
    assertThat(attribute(xmp, XMP, "Label")).isEqualTo("two\nlines");
    assertThat(attribute(xmp, XMP, "CreatorTool")).isEqualTo(SOFTWARE);
    assertThat(attribute(xmp, XmpFilter.RDF, "about")).isEqualTo("uuid:photo");
    assertThat(Imaging.getXmpXml(file))
        .startsWith("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>")
        .endsWith("<?xpacket end=\"w\"?>")
        .doesNotContain("Lightroom", "Thumbnails", "HasExtendedXMP", "4000");
  }

  /** The values that all descriptions of a packet have for a property. */
  private static String attribute(Document xmp, String uri, String name) {
    var descriptions = xmp.getElementsByTagNameNS(XmpFilter.RDF, "Description");
    String value = null;
    for (int i = 0; i < descriptions.getLength(); i++) {
      var attribute = descriptions.item(i).getAttributes().getNamedItemNS(uri, name);
      if (attribute != null) {
        assertThat(value).isIn(null, attribute.getNodeValue());
        value = attribute.getNodeValue();
      }
    }
    return value;
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("formats")
  void theLocationIsLeftOutUnlessAskedFor(String from, String to) throws IOException {
    byte[] photo = MetadataFiles.photo(from, ByteOrder.LITTLE_ENDIAN, 1);
    byte[] without = painted(photo, to, false);
    assertThat(MetadataFiles.exif(without).getGpsInfo()).isNull();
    assertThat(value(without, GpsTagConstants.GPS_TAG_GPS_LATITUDE)).isNull();
    assertThat(Imaging.getXmpXml(without).toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("gps", "47,30n", "11,15e", "11.25", "47.5");
    byte[] with = painted(photo, to, true);
    TiffImageMetadata.GpsInfo place = MetadataFiles.exif(with).getGpsInfo();
    assertThat(place.getLatitudeAsDegreesNorth()).isEqualTo(47.5);
    assertThat(place.getLongitudeAsDegreesEast()).isEqualTo(11.25);
    assertThat(Imaging.getXmpXml(with)).contains("47,30N", "11,15E", "GpsLongitude=\"11.25\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tif"})
  void theCaptionIsKept(String from) throws IOException {
    byte[] photo = MetadataFiles.photo(from, ByteOrder.BIG_ENDIAN, 1);
    assertThat(MetadataFiles.caption(painted(photo, "jpg", false))).isEqualTo("Ein Hügel");
    for (String by : new String[] {"jpg", "png", "tif"}) {
      byte[] twice = painted(painted(photo, by, false), "jpg", false);
      assertThat(MetadataFiles.caption(twice)).as(by).isEqualTo("Ein Hügel");
    }
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("formats")
  void theResolutionIsKept(String from, String to) throws IOException {
    byte[] file = painted(MetadataFiles.photo(from, ByteOrder.LITTLE_ENDIAN, 1), to, false);
    assertThat(((Number) value(file, TiffTagConstants.TIFF_TAG_XRESOLUTION)).intValue())
        .isEqualTo(300);
    assertThat(Imaging.getImageInfo(file).getPhysicalWidthDpi()).isEqualTo(300);
  }

  /** Of photos without EXIF data. */
  @ParameterizedTest
  @CsvSource({"jpg, jpg", "jpg, png", "jpg, tif", "png, jpg", "png, png", "png, tif"})
  void theDensityIsKept(String from, String to) throws IOException {
    BufferedImage image = Pictures.smooth(8, 8);
    byte[] photo =
        from.equals("jpg")
            ? jfif(PictureFiles.encoded(image, "jpeg"), 118, 2)
            : PictureFiles.withChunk(
                PictureFiles.encoded(image, "png"),
                "pHYs",
                new byte[] {0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1});
    byte[] file = painted(photo, to, false);
    assertThat(Imaging.getImageInfo(file).getPhysicalWidthDpi()).isBetween(299, 300);
  }

  private static byte[] jfif(byte[] jpeg, int density, int unit) {
    byte[] changed = jpeg.clone();
    changed[13] = (byte) unit;
    changed[14] = changed[16] = 0;
    changed[15] = changed[17] = (byte) density;
    return changed;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tif"})
  void theColorsAreSaidToBeSrgb(String to) throws IOException {
    byte[] photo = MetadataFiles.photo("jpg", ByteOrder.LITTLE_ENDIAN, 1);
    for (byte[] file :
        new byte[][] {painted(photo, to, false), ImageEncoder.standard().encode(PAINTED, to)}) {
      if (to.equals("png")) {
        byte[] intent = PngChunks.find(new ByteArrayInputStream(file), "sRGB");
        assertThat(intent).containsExactly(0);
      } else {
        assertThat(Imaging.getIccProfileBytes(file)).isEqualTo(ColorProfile.srgb());
      }
    }
  }

  /** All eight, since turned photos have their sides exchanged. */
  @Test
  void everyOrientationBecomesUpright() throws IOException {
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] photo = MetadataFiles.photo("jpg", ByteOrder.BIG_ENDIAN, orientation);
      BufferedImage upright = ImageDecoder.standard().read(photo, "a photo");
      ImageMetadata metadata = ImageDecoder.standard().metadata(photo, "a photo");
      byte[] file = ImageEncoder.standard().metadata(metadata).encode(upright, "png");
      assertThat(ImageDecoder.standard().read(file, "a picture"))
          .satisfies(read -> assertThat(Pictures.pixels(read)).isEqualTo(Pictures.pixels(upright)));
      assertThat(value(file, ExifTagConstants.EXIF_TAG_EXIF_IMAGE_WIDTH))
          .isEqualTo(orientation < 5 ? MetadataFiles.WIDTH : MetadataFiles.HEIGHT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tif"})
  void withoutMetadataNothingIsSaid(String to) throws IOException {
    byte[] file = ImageEncoder.standard().encode(PAINTED, to);
    assertThat(Imaging.getXmpXml(file)).isNull();
    assertThat(text(file)).doesNotContain("Exif", "Photoshop", "Stylizer");
    byte[] named =
        ImageEncoder.standard()
            .metadata(ImageMetadata.none().withSoftware(SOFTWARE))
            .encode(PAINTED, to);
    assertThat(value(named, TiffTagConstants.TIFF_TAG_SOFTWARE)).isEqualTo(SOFTWARE);
    assertThat(attribute(MetadataFiles.xmp(named), XMP, "CreatorTool")).isEqualTo(SOFTWARE);
  }

  /** BigTIFF, whose positions have 64 bits. */
  @ParameterizedTest
  @ValueSource(strings = {"jpg", "tif"})
  void bigTiffHasTheTagsToo(String from) throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      ImageMetadata metadata =
          ImageDecoder.standard().metadata(MetadataFiles.photo(from, order, 3), "a photo");
      byte[] big = RegionFiles.bigTiff(PAINTED, metadata.withLocation().withSoftware(SOFTWARE));
      assertThat(big[2] + big[3]).isEqualTo(43);
      // Commons Imaging does not read the other directories.
      assertThat(value(big, TiffTagConstants.TIFF_TAG_ARTIST)).isEqualTo("Ada");
      try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(big))) {
        Directory image = ((CompoundDirectory) new TIFFReader().read(input)).getDirectory(0);
        assertThat(((Directory) entry(image, 34665)).getEntryById(34855).getValue()).isEqualTo(200);
        assertThat(((Directory) entry(image, 34853)).getEntryById(1).getValue()).isEqualTo("N");
      }
      assertThat(Pictures.pixels(ImageDecoder.standard().read(big, "a picture")))
          .isEqualTo(Pictures.pixels(PAINTED));
      byte[] back = painted(big, "jpg", true);
      assertThat(MetadataFiles.exif(back).getGpsInfo().getLatitudeAsDegreesNorth()).isEqualTo(47.5);
      assertThat(value(back, ExifTagConstants.EXIF_TAG_DATE_TIME_ORIGINAL))
          .isEqualTo("2024:05:01 09:00:00");
      assertThat(MetadataFiles.caption(back)).isEqualTo("Ein Hügel");
    }
  }

  private static Object entry(Directory directory, int tag) {
    return directory.getEntryById(tag).getValue();
  }

  @Test
  void theSoftwareIsShortPrintableAscii() {
    for (String name : new String[] {"", "a\nb", "größe", "x".repeat(201)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageMetadata.none().withSoftware(name))
          .withMessageContaining("printable ASCII");
    }
  }
}
