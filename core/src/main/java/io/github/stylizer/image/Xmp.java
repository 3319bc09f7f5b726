package io.github.stylizer.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.sax.SAXTransformerFactory;
import javax.xml.transform.sax.TransformerHandler;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * XMP packets: XML that many programs write into pictures.
 *
 * @see <a href="https://developer.adobe.com/xmp/docs/XMPSpecifications/">XMP specification, parts 1
 *     and 3</a>
 */
final class Xmp {
  private static final String BEGIN =
      "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>";
  private static final String END = "<?xpacket end=\"w\"?>";
  private static final String EMPTY =
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\""
          + XmpFilter.RDF
          + "\"/></x:xmpmeta>";

  private Xmp() {}

  /**
   * Returns the packet of a picture.
   *
   * @param photo the packet of the photo; one that is damaged or too large is ignored
   * @param most bytes that the result may have
   * @return {@code null} if there is nothing to say
   */
  static byte @Nullable [] packet(byte @Nullable [] photo, PictureFacts picture, int most) {
    byte[] kept = photo == null ? null : filtered(photo, picture);
    if (kept != null && kept.length <= most) {
      return kept;
    }
    return picture.software() == null
        ? null
        : filtered(EMPTY.getBytes(StandardCharsets.UTF_8), picture);
  }

  /** Returns {@code null} if the packet is damaged. */
  private static byte @Nullable [] filtered(byte[] packet, PictureFacts picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(BEGIN.getBytes(StandardCharsets.UTF_8));
    try {
      XmpFilter filter = new XmpFilter(reader(), picture);
      filter.setContentHandler(serializer(bytes));
      filter.parse(new InputSource(new ByteArrayInputStream(packet, 0, length(packet))));
    } catch (IOException | SAXException e) {
      // Damaged metadata does not affect the pixels, which are painted without it.
      return null;
    } catch (ParserConfigurationException | TransformerConfigurationException e) {
      throw new IllegalStateException("Java's XML parser lacks a feature that it must have", e);
    }
    bytes.writeBytes(END.getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  /** Without zeros at the end, which some programs write. */
  private static int length(byte[] packet) {
    int length = packet.length;
    while (length > 0 && packet[length - 1] == 0) {
      length--;
    }
    return length;
  }

  /** Reads no other files, and no definitions, which could make it endless. */
  private static XMLReader reader() throws ParserConfigurationException, SAXException {
    SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newSAXParser().getXMLReader();
  }

  private static TransformerHandler serializer(ByteArrayOutputStream bytes)
      throws TransformerConfigurationException {
    SAXTransformerFactory factory = (SAXTransformerFactory) TransformerFactory.newDefaultInstance();
    TransformerHandler handler = factory.newTransformerHandler();
    handler.getTransformer().setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    handler.getTransformer().setOutputProperty(OutputKeys.ENCODING, "UTF-8");
    handler.setResult(new StreamResult(bytes));
    return handler;
  }
}
