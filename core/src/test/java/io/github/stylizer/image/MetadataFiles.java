package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.PixelDensity;
import org.apache.commons.imaging.common.RationalNumber;
import org.apache.commons.imaging.formats.jpeg.JpegImageMetadata;
import org.apache.commons.imaging.formats.jpeg.iptc.IptcTypes;
import org.apache.commons.imaging.formats.png.PngImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffImageParser;
import org.apache.commons.imaging.formats.tiff.TiffImagingParameters;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffDirectoryType;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.fieldtypes.AbstractFieldType;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfo;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfoShort;
import org.apache.commons.imaging.formats.tiff.write.TiffImageWriterLossy;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputDirectory;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputField;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputSet;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Photos with metadata that Commons Imaging wrote, and its view of the metadata of any file. */
public final class MetadataFiles {
  static final int WIDTH = 24;
  static final int HEIGHT = 16;
  static final String COMMENT = "Größe";

  static final TagInfoShort COLOR_SPACE =
      new TagInfoShort("ColorSpace", 0xa001, TiffDirectoryType.EXIF_DIRECTORY_EXIF_IFD);

  private static final RationalNumber DPI = RationalNumber.valueOf(300);

  private MetadataFiles() {}

  /** All that the tests look for, with a location. */
  static TiffOutputSet tags(ByteOrder order, int orientation) throws IOException {
    TiffOutputSet tags = new TiffOutputSet(order);
    TiffOutputDirectory image = tags.getOrCreateRootDirectory();
    image.add(TiffTagConstants.TIFF_TAG_MAKE, "Canon");
    image.add(TiffTagConstants.TIFF_TAG_ARTIST, "Ada");
    image.add(TiffTagConstants.TIFF_TAG_SOFTWARE, "Firmware");
    image.add(TiffTagConstants.TIFF_TAG_ORIENTATION, (short) orientation);
    image.add(TiffTagConstants.TIFF_TAG_XRESOLUTION, DPI);
    image.add(TiffTagConstants.TIFF_TAG_YRESOLUTION, DPI);
    image.add(TiffTagConstants.TIFF_TAG_RESOLUTION_UNIT, (short) 2);
    TiffOutputDirectory camera = tags.getOrCreateExifDirectory();
    camera.add(ExifTagConstants.EXIF_TAG_DATE_TIME_ORIGINAL, "2024:05:01 09:00:00");
    camera.add(ExifTagConstants.EXIF_TAG_ISO, (short) 200);
    camera.add(ExifTagConstants.EXIF_TAG_USER_COMMENT, COMMENT);
    camera.add(ExifTagConstants.EXIF_TAG_EXIF_IMAGE_WIDTH, (short) 4000);
    camera.add(ExifTagConstants.EXIF_TAG_EXIF_IMAGE_LENGTH, (short) 3000);
    camera.add(COLOR_SPACE, (short) -1);
    camera.add(field(ExifTagConstants.EXIF_TAG_MAKER_NOTE, "secret of the maker"));
    tags.setGpsInDegrees(11.25, 47.5);
    return tags;
  }

  static TiffOutputField field(TagInfo tag, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new TiffOutputField(tag, AbstractFieldType.UNDEFINED, bytes.length, bytes);
  }

  static byte[] exif(ByteOrder order, int orientation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TiffImageWriterLossy(order).write(bytes, tags(order, orientation));
    return bytes.toByteArray();
  }

  /** A property as element and one as attribute, with a location in two places. */
  static String xmp() {
    return """
        <?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="uuid:photo"
            xmlns:dc="http://purl.org/dc/elements/1.1/"
            xmlns:xmp="http://ns.adobe.com/xap/1.0/"
            xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
            xmlns:exif="http://ns.adobe.com/exif/1.0/"
            xmlns:drone="http://www.dji.com/drone-dji/1.0/"
            xmlns:note="http://ns.adobe.com/xmp/note/"
            xmp:CreatorTool="Lightroom" xmp:Rating="4" xmp:Label="two&#xA;lines"
            tiff:Orientation="6" exif:GPSLatitude="47,30N" drone:GpsLongitude="11.25"
            note:HasExtendedXMP="0123456789ABCDEF">
          <dc:title><rdf:Alt><rdf:li xml:lang="x-default">H\u00fcgel \ud83d\ude00 &lt;1&gt;</rdf:li></rdf:Alt></dc:title>
          <geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">47.5</geo:lat>
          <drone:FlightLatitude>47.5</drone:FlightLatitude>
          <exif:GPSLongitude>11,15E</exif:GPSLongitude>
          <exif:PixelXDimension>4000</exif:PixelXDimension>
          <xmp:Thumbnails><rdf:Alt><rdf:li rdf:parseType="Resource">c2VjcmV0</rdf:li></rdf:Alt></xmp:Thumbnails>
        </rdf:Description>
        </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="w"?>""";
  }

  /** A caption in UTF-8. */
  static byte[] iptc() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0x1c, 1, 90, 0, 3, 0x1b, '%', 'G'});
    byte[] caption = "Ein Hügel".getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(new byte[] {0x1c, 2, 120, 0, (byte) caption.length});
    bytes.writeBytes(caption);
    return bytes.toByteArray();
  }

  static byte[] photoshop() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // A resource with a name of odd length and content of odd length stands before the data.
    bytes.writeBytes(
        "8BIM\u0003\u00f3\u0002ab\0\0\0\0\u0003xyz\0".getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes("8BIM\u0004\u0004\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(iptc().length);
    bytes.writeBytes(iptc());
    return bytes.toByteArray();
  }

  public static byte[] photo(String format, ByteOrder order, int orientation) throws IOException {
    BufferedImage image = Pictures.smooth(WIDTH, HEIGHT);
    byte[] exif = exif(order, orientation);
    byte[] xmp = xmp().getBytes(StandardCharsets.UTF_8);
    return switch (format) {
      case "jpg" -> {
        byte[] jpeg = PictureFiles.encoded(image, "jpeg");
        jpeg = PictureFiles.withSegment(jpeg, 0xed, "Photoshop 3.0\0", photoshop());
        jpeg = PictureFiles.withSegment(jpeg, 0xe1, "http://ns.adobe.com/xap/1.0/\0", xmp);
        yield PictureFiles.withSegment(jpeg, 0xe1, "Exif\0\0", exif);
      }
      case "png" -> {
        byte[] png = PictureFiles.encoded(image, "png");
        png = PictureFiles.withChunk(png, "zTXt", pngIptc());
        png = PictureFiles.withChunk(png, "iTXt", pngXmp(xmp));
        yield PictureFiles.withChunk(png, "eXIf", exif);
      }
      // Commons Imaging writes TIFF files in this order only.
      case "tif" -> tiff(image, tags(ByteOrder.LITTLE_ENDIAN, orientation));
      default -> webp(exif, xmp);
    };
  }

  private static byte[] tiff(BufferedImage image, TiffOutputSet tags) throws IOException {
    tags.getOrCreateRootDirectory()
        .add(
            new TiffOutputField(
                ExifTagConstants.EXIF_TAG_IPTC_NAA,
                AbstractFieldType.UNDEFINED,
                iptc().length,
                iptc()));
    TiffImagingParameters parameters = new TiffImagingParameters();
    parameters.setOutputSet(tags);
    parameters.setXmpXml(xmp());
    parameters.setPixelDensity(PixelDensity.createFromPixelsPerInch(300, 300));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TiffImageParser().writeImage(image, bytes, parameters);
    return bytes.toByteArray();
  }

  /** As ExifTool writes it, which is not quite as ImageMagick does. */
  private static byte[] pngIptc() {
    StringBuilder hex = new StringBuilder("\nIPTC profile\n      " + photoshop().length + "\n");
    for (byte value : photoshop()) {
      hex.append(String.format(java.util.Locale.ROOT, "%02x", value));
    }
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes("Raw profile type iptc\0\0".getBytes(StandardCharsets.ISO_8859_1));
    chunk.writeBytes(PictureFiles.deflated(hex.toString().getBytes(StandardCharsets.US_ASCII)));
    return chunk.toByteArray();
  }

  private static byte[] pngXmp(byte[] xmp) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes("XML:com.adobe.xmp\0\1\0de\0Titel\0".getBytes(StandardCharsets.ISO_8859_1));
    chunk.writeBytes(PictureFiles.deflated(xmp));
    return chunk.toByteArray();
  }

  /** Of 2 x 1 pixels. */
  private static byte[] webp(byte[] exif, byte[] xmp) {
    byte[] file = PictureFiles.webp(0x0c, "EXIF", exif);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(file, 8, file.length - 8);
    bytes.writeBytes(PictureFiles.webpChunk("XMP ", xmp));
    return PictureFiles.webpChunk("RIFF", bytes.toByteArray());
  }

  /** The tags of the EXIF data, or of a TIFF file; null if there are none. */
  public static TiffImageMetadata exif(byte[] file) throws IOException {
    var metadata = Imaging.getMetadata(file);
    if (metadata instanceof JpegImageMetadata jpeg) {
      return jpeg.getExif();
    }
    return metadata instanceof PngImageMetadata png ? png.getExif() : (TiffImageMetadata) metadata;
  }

  /** The parsed packet, which is well-formed; null if there is none. */
  public static Document xmp(byte[] file) throws IOException {
    String xmp = Imaging.getXmpXml(file);
    try {
      return xmp == null
          ? null
          : DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .parse(new java.io.ByteArrayInputStream(xmp.getBytes(StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new AssertionError(xmp, e);
    }
  }

  /** The caption of a JPEG file. */
  static String caption(byte[] jpeg) throws IOException {
    JpegImageMetadata metadata = (JpegImageMetadata) Imaging.getMetadata(jpeg);
    return metadata == null || metadata.getPhotoshop() == null
        ? null
        : metadata.getPhotoshop().photoshopApp13Data.getRecords().stream()
            .filter(entry -> entry.iptcType == IptcTypes.CAPTION_ABSTRACT)
            .map(entry -> entry.getValue())
            .findFirst()
            .orElse(null);
  }
}
