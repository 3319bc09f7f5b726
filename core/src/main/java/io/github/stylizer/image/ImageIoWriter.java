package io.github.stylizer.image;

import io.github.stylizer.internal.image.DeepImage;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Writes PNG and JPEG with ImageIO, whose writers read an image row by row, and WebP with a
 * plug-in, which need not.
 */
final class ImageIoWriter {
  private ImageIoWriter() {}

  /** Writes 8 or 16 bits per channel. */
  static void writePng(SrgbRows rows, int depth, ImageMetadata metadata, OutputStream stream)
      throws IOException {
    // Its writer passes on each chunk that is complete.
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(new Unflushed(stream))) {
      ImageWriter writer = writer("png", output);
      try {
        BufferedImage image = depth == 16 ? deepOnDemand(rows) : onDemand(rows);
        ImageWriteParam settings = writer.getDefaultWriteParam();
        IIOMetadata written = defaultMetadata(writer, image, settings);
        IIOMetadataNode tree = PngMetadata.tree(metadata, rows.width(), rows.height());
        written.mergeTree(tree.getNodeName(), tree);
        writer.write(null, new IIOImage(image, List.of(), written), settings);
      } finally {
        writer.dispose();
      }
    }
  }

  /** Writes without chroma subsampling. */
  static void writeJpeg(SrgbRows rows, float quality, ImageMetadata metadata, OutputStream stream)
      throws IOException {
    try (ImageOutputStream output = new Forwarding(new Unflushed(stream))) {
      ImageWriter writer = writer("jpeg", output);
      try {
        BufferedImage image = onDemand(rows);
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality);
        IIOMetadata written = defaultMetadata(writer, image, settings);
        String format = "javax_imageio_jpeg_image_1.0";
        IIOMetadataNode tree = (IIOMetadataNode) written.getAsTree(format);
        dropSubsampling(tree);
        IIOMetadataNode jfif = (IIOMetadataNode) tree.getElementsByTagName("app0JFIF").item(0);
        Node others = tree.getElementsByTagName("markerSequence").item(0);
        JpegMetadata.add(metadata, rows.width(), rows.height(), jfif, others);
        written.setFromTree(format, tree);
        writer.write(null, new IIOImage(image, List.of(), written), settings);
      } finally {
        writer.dispose();
      }
    }
  }

  static boolean canWriteWebp() {
    return ImageIO.getImageWritersBySuffix("webp").hasNext();
  }

  /** Writes lossy WebP, if the plug-in knows the difference. */
  static void writeWebp(SrgbRows rows, float quality, ImageMetadata metadata, OutputStream stream)
      throws IOException {
    byte[] file = webp(whole(rows), quality);
    stream.write(WebpMetadata.added(file, metadata, rows.width(), rows.height()));
  }

  private static byte[] webp(BufferedImage image, float quality) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersBySuffix("webp").next();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(output);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (settings.canWriteCompressed()) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        String[] types = settings.getCompressionTypes();
        if (types != null) {
          settings.setCompressionType(
              Arrays.stream(types).filter("Lossy"::equals).findFirst().orElse(types[0]));
        }
        settings.setCompressionQuality(quality);
      }
      writer.write(null, new IIOImage(image, null, null), settings);
    } catch (RuntimeException | LinkageError e) {
      // Plug-ins load native libraries.
      throw new IOException("the ImageIO plug-in for WebP failed: " + e, e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  private static BufferedImage whole(SrgbRows rows) {
    int type = rows.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(rows.width(), rows.height(), type);
    int[] row = new int[rows.width()];
    for (int y = 0; y < rows.height(); y++) {
      rows.read(y, row);
      image.getRaster().setDataElements(0, y, rows.width(), 1, row);
    }
    return image;
  }

  private static ImageWriter writer(String format, ImageOutputStream output) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    writer.setOutput(output);
    return writer;
  }

  private static IIOMetadata defaultMetadata(
      ImageWriter writer, BufferedImage image, ImageWriteParam settings) {
    ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(image);
    return writer.getDefaultImageMetadata(type, settings);
  }

  /** The sampling factors can be set only through the metadata. */
  private static void dropSubsampling(IIOMetadataNode tree) {
    NodeList components = tree.getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      Element component = (Element) components.item(i);
      component.setAttribute("HsamplingFactor", "1");
      component.setAttribute("VsamplingFactor", "1");
    }
  }

  /** Returns an image that holds one row, the one that is being read. */
  private static BufferedImage onDemand(SrgbRows rows) {
    ColorModel model =
        rows.hasAlpha()
            ? ColorModel.getRGBdefault()
            : new DirectColorModel(24, 0xff0000, 0xff00, 0xff);
    SampleModel layout = model.createCompatibleSampleModel(rows.width(), rows.height());
    WritableRaster raster = new OnDemandRaster(layout, new RowBuffer(rows));
    return new BufferedImage(model, raster, false, null);
  }

  private static BufferedImage deepOnDemand(SrgbRows rows) {
    ColorModel model = DeepImage.model(rows.hasAlpha());
    SampleModel layout = model.createCompatibleSampleModel(rows.width(), rows.height());
    DeepRowBuffer pixels = new DeepRowBuffer(rows, rows.hasAlpha() ? 4 : 3);
    return new BufferedImage(model, new OnDemandRaster(layout, pixels), false, null);
  }

  /** The factory of rasters takes only the buffers of the JDK. */
  private static final class OnDemandRaster extends WritableRaster {
    OnDemandRaster(SampleModel layout, DataBuffer pixels) {
      super(layout, pixels, new Point());
    }
  }

  /** The elements of an image, of which it holds one row. */
  private abstract static class OneRow extends DataBuffer {
    private final int rowElements;
    private int start = -1;

    OneRow(int type, SrgbRows rows, int elements) {
      super(type, Math.multiplyExact(Math.multiplyExact(rows.width(), elements), rows.height()));
      rowElements = rows.width() * elements;
    }

    /** Reads a row of the image. */
    abstract void load(int y);

    /** Returns an element of that row. */
    abstract int element(int offset);

    @Override
    public final int getElem(int bank, int index) {
      int offset = index - start;
      if (start < 0 || offset < 0 || offset >= rowElements) {
        int y = index / rowElements;
        load(y);
        start = y * rowElements;
        offset = index - start;
      }
      return element(offset);
    }

    @Override
    public final void setElem(int bank, int index, int value) {
      throw new UnsupportedOperationException("the image is read only");
    }
  }

  /** Packed pixels. */
  private static final class RowBuffer extends OneRow {
    private final SrgbRows rows;
    private final int[] row;

    RowBuffer(SrgbRows rows) {
      super(TYPE_INT, rows, 1);
      this.rows = rows;
      row = new int[rows.width()];
    }

    @Override
    void load(int y) {
      rows.read(y, row);
    }

    @Override
    int element(int offset) {
      return row[offset];
    }
  }

  /** Samples of 16 bits. */
  private static final class DeepRowBuffer extends OneRow {
    private final SrgbRows rows;
    private final short[] row;

    DeepRowBuffer(SrgbRows rows, int samples) {
      super(TYPE_USHORT, rows, samples);
      this.rows = rows;
      row = new short[rows.width() * samples];
    }

    @Override
    void load(int y) {
      rows.read(y, row);
    }

    @Override
    int element(int offset) {
      return row[offset] & 0xffff;
    }
  }

  /** Passes on what is written, for a writer that never goes back: it would stay in memory. */
  private static final class Forwarding extends MemoryCacheImageOutputStream {
    Forwarding(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      super.write(bytes, offset, length);
      flushBefore(streamPos);
    }
  }

  /** Leaves it to the stream when its buffer is written: each time takes a turn of the disk. */
  private static final class Unflushed extends FilterOutputStream {
    Unflushed(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() {}
  }
}
