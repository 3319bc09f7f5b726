package io.github.stylizer.image;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

/** Writes PNG and JPEG with ImageIO, whose writers read an image row by row. */
final class ImageIoWriter {
  private ImageIoWriter() {}

  static void writePng(SrgbRows rows, ImageMetadata metadata, OutputStream stream)
      throws IOException {
    // Its writer passes on each chunk that is complete.
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(new Unflushed(stream))) {
      ImageWriter writer = writer("png", output);
      try {
        BufferedImage image = onDemand(rows);
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

  /** The factory of rasters takes only the buffers of the JDK. */
  private static final class OnDemandRaster extends WritableRaster {
    OnDemandRaster(SampleModel layout, RowBuffer pixels) {
      super(layout, pixels, new Point());
    }
  }

  /** The pixels of an image, of which it holds one row. */
  private static final class RowBuffer extends DataBuffer {
    private final SrgbRows rows;
    private final int[] row;
    private int start = -1;

    RowBuffer(SrgbRows rows) {
      super(TYPE_INT, Math.multiplyExact(rows.width(), rows.height()));
      this.rows = rows;
      row = new int[rows.width()];
    }

    @Override
    public int getElem(int bank, int index) {
      int offset = index - start;
      if (start < 0 || offset < 0 || offset >= row.length) {
        int y = index / row.length;
        rows.read(y, row);
        start = y * row.length;
        offset = index - start;
      }
      return row[offset];
    }

    @Override
    public void setElem(int bank, int index, int value) {
      throw new UnsupportedOperationException("the image is read only");
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
