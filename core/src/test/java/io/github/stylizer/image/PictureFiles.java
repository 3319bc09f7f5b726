package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Picture files put together byte by byte. */
final class PictureFiles {
  private PictureFiles() {}

  static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new AssertionError("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A picture of 16 by 16 pixels without ink. */
  static byte[] cmykJpeg() throws IOException {
    return jpeg(Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null));
  }

  /** Any number of bands as they are, which only the JDK's writer takes. */
  static byte[] jpeg(Raster raster) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] tiffWithJpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionType("JPEG");
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A black square of gray in one deflated tile. */
  static byte[] tiff(int side, int tileWidth, int tileHeight) {
    byte[] deflated = deflated(new byte[tileWidth * tileHeight]);
    int[][] fields = {
      {256, side},
      {257, side},
      {258, 8},
      {259, 8},
      {262, 1},
      {277, 1},
      {322, tileWidth},
      {323, tileHeight},
      {324, 8},
      {325, deflated.length}
    };
    int directory = 8 + deflated.length + deflated.length % 2;
    ByteBuffer file = ByteBuffer.allocate(directory + 2 + 12 * fields.length + 4);
    file.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(directory).put(deflated);
    file.position(directory);
    file.putShort((short) fields.length);
    for (int[] field : fields) {
      boolean big = field[0] > 320;
      file.putShort((short) field[0]).putShort((short) (big ? 4 : 3)).putInt(1);
      file.putInt(big ? field[1] : field[1] << 16);
    }
    return file.array();
  }

  /** A canvas of 2 x 1 pixels, whose frame has one color, and a chunk that its header announces. */
  static byte[] webp(int flag, String type, byte[] content) {
    byte[] canvas = {(byte) flag, 0, 0, 0, 1, 0, 0, 0, 0, 0};
    byte[] frame = {
      0x2f, 1, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, (byte) 0x88, (byte) 0x88, -2, 7
    };
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
    chunks.writeBytes(webpChunk("VP8X", canvas));
    // The profile stands before the frame, EXIF data may follow it.
    chunks.writeBytes(webpChunk(type, content));
    chunks.writeBytes(webpChunk("VP8L", frame));
    return webpChunk("RIFF", chunks.toByteArray());
  }

  /** A chunk of a WebP file, or the whole file, which is one. */
  static byte[] webpChunk(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length + content.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .putInt(content.length)
        .put(content)
        .array();
  }

  /** A TIFF header and one directory with the orientation only, which is what EXIF is. */
  static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .put((byte) 'M')
        .put((byte) 'M')
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  /** Puts a segment after the start marker. */
  static byte[] withSegment(byte[] jpeg, int marker, String name, byte[] content) {
    byte[] prefix = name.getBytes(StandardCharsets.ISO_8859_1);
    int length = 2 + prefix.length + content.length;
    return ByteBuffer.allocate(jpeg.length + 2 + length)
        .put(jpeg, 0, 2)
        .put((byte) 0xff)
        .put((byte) marker)
        .putShort((short) length)
        .put(prefix)
        .put(content)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  static byte[] jpegWithExif(byte[] jpeg, int orientation) {
    return withSegment(jpeg, 0xe1, "Exif\0\0", exif(orientation));
  }

  static byte[] jpegWithProfile(byte[] jpeg, byte[] profile) {
    return withSegment(jpeg, 0xe2, "ICC_PROFILE\0\1\1", profile);
  }

  /** Puts a chunk after the header chunk. */
  static byte[] withChunk(byte[] png, String type, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
    crc.update(content);
    return ByteBuffer.allocate(png.length + 12 + content.length)
        .put(png, 0, 33)
        .putInt(content.length)
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .put(content)
        .putInt((int) crc.getValue())
        .put(png, 33, png.length - 33)
        .array();
  }

  static byte[] pngWithProfile(byte[] png, byte[] profile) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes("test\0\0".getBytes(StandardCharsets.ISO_8859_1));
    content.writeBytes(deflated(profile));
    return withChunk(png, "iCCP", content.toByteArray());
  }

  static byte[] deflated(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** One row of the gray values 10, 100, 200, not compressed. */
  static byte[] tiff(int orientation) {
    int[][] fields = {
      {256, 3},
      {257, 1},
      {258, 8},
      {259, 1},
      {262, 1},
      {273, 8},
      {274, orientation},
      {277, 1},
      {278, 1},
      {279, 3}
    };
    ByteBuffer file = ByteBuffer.allocate(12 + 2 + 12 * fields.length + 4);
    file.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(12);
    file.put((byte) 10).put((byte) 100).put((byte) 200).put((byte) 0);
    file.putShort((short) fields.length);
    for (int[] field : fields) {
      file.putShort((short) field[0]).putShort((short) 3).putInt(1);
      file.putShort((short) field[1]).putShort((short) 0);
    }
    return file.array();
  }

  /** An RGB picture of 8 bits, one plane after the other, not compressed. */
  static byte[] psd(BufferedImage image) throws IOException {
    return psd(image, new byte[0]);
  }

  /** The same with a color profile; empty for none. */
  static byte[] psd(BufferedImage image, byte[] profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.write("8BPS".getBytes(StandardCharsets.US_ASCII));
    data.writeShort(1);
    data.write(new byte[6]);
    data.writeShort(3);
    data.writeInt(image.getHeight());
    data.writeInt(image.getWidth());
    data.writeShort(8);
    data.writeShort(3);
    data.writeInt(0);
    writeResources(data, profile);
    data.writeInt(0);
    data.writeShort(0);
    for (int shift = 16; shift >= 0; shift -= 8) {
      for (int pixel : Pictures.pixels(image)) {
        data.write(pixel >> shift);
      }
    }
    return bytes.toByteArray();
  }

  private static void writeResources(DataOutputStream data, byte[] profile) throws IOException {
    if (profile.length == 0) {
      data.writeInt(0);
      return;
    }
    byte[] padded = Arrays.copyOf(profile, profile.length + profile.length % 2);
    data.writeInt(12 + padded.length);
    data.write("8BIM".getBytes(StandardCharsets.US_ASCII));
    data.writeShort(0x040f);
    data.writeShort(0);
    data.writeInt(profile.length);
    data.write(padded);
  }
}
