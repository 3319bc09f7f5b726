package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Passes on the properties of an XMP packet that hold for a picture, and adds the others at the
 * end. A property may be an element or an attribute.
 */
final class XmpFilter extends XMLFilterImpl {
  static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

  private static final String BASIC = "http://ns.adobe.com/xap/1.0/";
  private static final String TIFF = "http://ns.adobe.com/tiff/1.0/";
  private static final String EXIF = "http://ns.adobe.com/exif/1.0/";
  private static final String WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#";
  private static final String PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/";

  /** Of further pictures, depth maps and films that phones put into a file, and of gain maps. */
  private static final Set<String> OTHER_PICTURES =
      Set.of(
          "http://ns.google.com/photos/1.0/audio/",
          "http://ns.google.com/photos/1.0/camera/",
          "http://ns.google.com/photos/1.0/container/",
          "http://ns.google.com/photos/1.0/container/item/",
          "http://ns.google.com/photos/1.0/depthmap/",
          "http://ns.google.com/photos/1.0/image/",
          "http://ns.google.com/photos/dd/1.0/device/",
          "http://ns.adobe.com/hdr-gain-map/1.0/",
          "http://ns.apple.com/HDRGainMap/1.0/",
          "http://ns.apple.com/pixeldatainfo/1.0/");

  /** What describes the file of the photo, not the photo. */
  private static final Set<String> OF_THE_FILE =
      Set.of(
          BASIC + "Thumbnails",
          "http://ns.adobe.com/xmp/note/HasExtendedXMP",
          PHOTOSHOP + "ColorMode",
          PHOTOSHOP + "ICCProfile",
          TIFF + "BitsPerSample",
          TIFF + "Compression",
          TIFF + "NativeDigest",
          TIFF + "PhotometricInterpretation",
          TIFF + "PlanarConfiguration",
          TIFF + "PrimaryChromaticities",
          TIFF + "ReferenceBlackWhite",
          TIFF + "SamplesPerPixel",
          TIFF + "TransferFunction",
          TIFF + "WhitePoint",
          TIFF + "YCbCrCoefficients",
          TIFF + "YCbCrPositioning",
          TIFF + "YCbCrSubSampling",
          EXIF + "CompressedBitsPerPixel",
          EXIF + "Gamma",
          EXIF + "MakerNote",
          EXIF + "NativeDigest");

  private final boolean withLocation;
  private final boolean withSoftware;

  /** Properties of the picture, by their full names. */
  private final Map<String, Property> values = new HashMap<>();

  /** Those that stand at the end of the packet: all that the photo has, and who made it. */
  private final Map<String, Property> added = new TreeMap<>();

  private record Property(String prefix, String uri, String local, String value) {
    String fullName() {
      return uri + local;
    }

    String name() {
      return prefix + ":" + local;
    }
  }

  /** The prefixes that each open element declares, from the innermost. */
  private final Deque<List<String>> open = new ArrayDeque<>();

  private Map<String, String> declared = new LinkedHashMap<>();
  private int dropped;
  private @Nullable String about;
  private boolean ended;

  XmpFilter(XMLReader reader, PictureFacts picture) {
    super(reader);
    withLocation = picture.withLocation();
    withSoftware = picture.software() != null;
    String width = String.valueOf(picture.width());
    String height = String.valueOf(picture.height());
    replace(new Property("tiff", TIFF, "Orientation", "1"));
    replace(new Property("tiff", TIFF, "ImageWidth", width));
    replace(new Property("tiff", TIFF, "ImageLength", height));
    replace(new Property("exif", EXIF, "PixelXDimension", width));
    replace(new Property("exif", EXIF, "PixelYDimension", height));
    replace(new Property("exif", EXIF, "ColorSpace", "1"));
    if (picture.software() != null) {
      Property tool = new Property("xmp", BASIC, "CreatorTool", picture.software());
      replace(tool);
      added.put(tool.fullName(), tool);
    }
  }

  private void replace(Property property) {
    values.put(property.fullName(), property);
  }

  @Override
  public void startPrefixMapping(String prefix, String uri) {
    declared.put(prefix, uri);
  }

  @Override
  public void endPrefixMapping(String prefix) {
    // Done with the end of the element.
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes)
      throws SAXException {
    Map<String, String> prefixes = declared;
    declared = new LinkedHashMap<>();
    if (open.size() + dropped >= FileLimits.XMP_DEPTH) {
      throw new SAXException("the elements are nested too deeply");
    }
    if (dropped > 0 || isDropped(uri, local)) {
      dropped++;
      return;
    }
    if (uri.equals(RDF) && local.equals("Description") && about == null) {
      about = about(attributes);
    }
    for (var prefix : prefixes.entrySet()) {
      super.startPrefixMapping(prefix.getKey(), prefix.getValue());
    }
    open.push(List.copyOf(prefixes.keySet()));
    super.startElement(uri, local, name, kept(attributes));
  }

  @Override
  public void endElement(String uri, String local, String name) throws SAXException {
    if (dropped > 0) {
      dropped--;
      return;
    }
    if (uri.equals(RDF) && local.equals("RDF") && !ended) {
      ended = true;
      add();
    }
    super.endElement(uri, local, name);
    for (String prefix : open.pop()) {
      super.endPrefixMapping(prefix);
    }
  }

  @Override
  public void characters(char[] text, int start, int length) throws SAXException {
    if (dropped == 0) {
      super.characters(text, start, length);
    }
  }

  @Override
  public void ignorableWhitespace(char[] text, int start, int length) {}

  /** The wrapper of the packet, which is written anew. */
  @Override
  public void processingInstruction(String target, String data) {}

  @Override
  public void endDocument() throws SAXException {
    if (!ended) {
      throw new SAXException("there is no rdf:RDF");
    }
    super.endDocument();
  }

  @Override
  public void fatalError(SAXParseException e) throws SAXException {
    throw e;
  }

  private boolean isDropped(String uri, String local) {
    if (OTHER_PICTURES.contains(uri) || OF_THE_FILE.contains(uri + local)) {
      return true;
    }
    if (!withLocation && isLocation(uri, local)) {
      return true;
    }
    Property replaced = values.get(uri + local);
    if (replaced != null) {
      added.put(replaced.fullName(), replaced);
      return true;
    }
    return withSoftware && (uri + local).equals(TIFF + "Software");
  }

  /** Makers of drones and cameras have names of their own for it. */
  private static boolean isLocation(String uri, String local) {
    String name = local.toLowerCase(Locale.ROOT);
    return name.startsWith("gps")
        || name.contains("latitude")
        || name.contains("longitude")
        || uri.equals(WGS84);
  }

  private Attributes kept(Attributes attributes) {
    AttributesImpl kept = new AttributesImpl();
    for (int i = 0; i < attributes.getLength(); i++) {
      String uri = attributes.getURI(i);
      String local = attributes.getLocalName(i);
      if (!isDropped(uri, local)) {
        kept.addAttribute(uri, local, attributes.getQName(i), "CDATA", attributes.getValue(i));
      }
    }
    return kept;
  }

  /** All descriptions have the same subject. Old packets name it without the namespace. */
  private static @Nullable String about(Attributes attributes) {
    String value = attributes.getValue(RDF, "about");
    return value == null ? attributes.getValue(XMLConstants.NULL_NS_URI, "about") : value;
  }

  private void add() throws SAXException {
    if (added.isEmpty()) {
      return;
    }
    AttributesImpl properties = new AttributesImpl();
    properties.addAttribute(RDF, "about", "rdf:about", "CDATA", about == null ? "" : about);
    super.startPrefixMapping("rdf", RDF);
    Map<String, String> prefixes = new TreeMap<>();
    for (Property property : added.values()) {
      prefixes.put(property.prefix(), property.uri());
      properties.addAttribute(
          property.uri(), property.local(), property.name(), "CDATA", property.value());
    }
    for (var prefix : prefixes.entrySet()) {
      super.startPrefixMapping(prefix.getKey(), prefix.getValue());
    }
    super.startElement(RDF, "Description", "rdf:Description", properties);
    super.endElement(RDF, "Description", "rdf:Description");
    for (String prefix : prefixes.keySet()) {
      super.endPrefixMapping(prefix);
    }
    super.endPrefixMapping("rdf");
  }
}
