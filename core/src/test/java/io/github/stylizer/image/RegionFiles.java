package io.github.stylizer.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Image files of all kinds, by name, larger than what is decoded in one go. */
final class RegionFiles {
  private static final int WIDTH = 45;
  private static final int HEIGHT = 330;
  private static final int[] TYPES = {
    BufferedImage.TYPE_INT_RGB,
    BufferedImage.TYPE_INT_ARGB,
    BufferedImage.TYPE_BYTE_GRAY,
    BufferedImage.TYPE_USHORT_GRAY,
    BufferedImage.TYPE_BYTE_INDEXED,
    BufferedImage.TYPE_BYTE_BINARY
  };

  private RegionFiles() {}

  static Map<String, byte[]> png() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (boolean interlaced : new boolean[] {false, true}) {
      String end = interlaced ? "-interlaced.png" : ".png";
      for (int type : TYPES) {
        files.put("type" + type + end, written(picture(type), "png", interlaced));
      }
      files.put("48-bit" + end, written(deep(3), "png", interlaced));
      files.put("64-bit" + end, written(deep(4), "png", interlaced));
      byte[] rgb = files.get("type" + BufferedImage.TYPE_INT_RGB + end);
      files.put("adobe" + end, PictureFiles.pngWithProfile(rgb, IccProfiles.adobeRgb("RGB ")));
      byte[] red = {0, (byte) 255, 0, 40, 0, 60};
      files.put("key" + end, PictureFiles.withChunk(rgb, "tRNS", red));
      byte[] gray = files.get("type" + BufferedImage.TYPE_BYTE_GRAY + end);
      files.put("gray" + end, PictureFiles.pngWithProfile(gray, IccProfiles.linearGray()));
      files.put("gray-key" + end, PictureFiles.withChunk(gray, "tRNS", new byte[] {0, 77}));
      for (int orientation = 2; orientation <= 8; orientation++) {
        byte[] exif = PictureFiles.exif(orientation);
        files.put("turned" + orientation + end, PictureFiles.withChunk(rgb, "eXIf", exif));
      }
    }
    return files;
  }

  static Map<String, byte[]> jpeg() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    BufferedImage image = picture(BufferedImage.TYPE_INT_RGB);
    for (boolean progressive : new boolean[] {false, true}) {
      String end = progressive ? "-progressive.jpg" : ".jpg";
      byte[] rgb = written(image, "jpeg", progressive);
      files.put("rgb" + end, rgb);
      byte[] gray = written(picture(BufferedImage.TYPE_BYTE_GRAY), "jpeg", progressive);
      files.put("gray" + end, gray);
      files.put("gray-profile" + end, PictureFiles.jpegWithProfile(gray, IccProfiles.linearGray()));
      files.put("adobe" + end, PictureFiles.jpegWithProfile(rgb, IccProfiles.adobeRgb("RGB ")));
      files.put("lab" + end, PictureFiles.jpegWithProfile(rgb, IccProfiles.adobeRgb("Lab ")));
      for (int orientation = 2; orientation <= 8; orientation++) {
        files.put("turned" + orientation + end, PictureFiles.jpegWithExif(rgb, orientation));
      }
    }
    files.put("faithful.jpg", ImageEncoder.standard().encode(image, "jpg"));
    return files;
  }

  static Map<String, byte[]> tiff() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int photometric : new int[] {0, 1, 2, 5}) {
      for (int bits : new int[] {8, 16, 32}) {
        String name = "tiff" + photometric + "-" + bits;
        files.put(name + ".tif", TiffFile.of(photometric, bits).bytes());
        files.put(name + "-tiles.tif", TiffFile.of(photometric, bits).tiles(16, 16).bytes());
        files.put(name + "-planes.tif", TiffFile.of(photometric, bits).tag(284, 2).bytes());
        TiffFile deflated = TiffFile.of(photometric, bits).deflated(bits == 32 ? 1 : 2);
        files.put(name + "-deflated.tif", deflated.bytes());
      }
    }
    files.put("bits.tif", TiffFile.of(1, 1).bytes());
    files.put("floating.tif", TiffFile.of(2, 32).kind(3).bytes());
    files.put("adobe.tif", TiffFile.of(2, 8).profile(IccProfiles.adobeRgb("RGB ")).bytes());
    files.put("linear.tif", TiffFile.of(1, 16).profile(IccProfiles.linearGray()).bytes());
    for (int orientation = 2; orientation <= 8; orientation++) {
      files.put("turned" + orientation + ".tif", TiffFile.of(2, 8).tag(274, orientation).bytes());
    }
    BufferedImage image = picture(BufferedImage.TYPE_INT_RGB);
    files.put("jpeg.tif", PictureFiles.tiffWithJpeg(image));
    for (int type : TYPES) {
      files.put("type" + type + ".tif", written(picture(type), "tiff", false));
    }
    files.put("own.tif", ImageEncoder.standard().encode(image, "tif"));
    files.put(
        "own-alpha.tif",
        ImageEncoder.standard().encode(picture(BufferedImage.TYPE_INT_ARGB), "tif"));
    return files;
  }

  /** Formats that are decoded as a whole. */
  static Map<String, byte[]> others() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    BufferedImage image = picture(BufferedImage.TYPE_INT_RGB);
    files.put("a.bmp", written(image, "bmp", false));
    files.put("a.gif", written(picture(BufferedImage.TYPE_BYTE_INDEXED), "gif", false));
    files.put("a.psd", PictureFiles.psd(image));
    ByteArrayOutputStream pgm = new ByteArrayOutputStream();
    pgm.writeBytes("P5 20 30 255\n".getBytes(StandardCharsets.US_ASCII));
    byte[] levels = new byte[600];
    new Random(1).nextBytes(levels);
    pgm.writeBytes(levels);
    files.put("a.pgm", pgm.toByteArray());
    return files;
  }

  static byte[] bigTiff(BufferedImage image) throws IOException {
    return bigTiff(image, ImageMetadata.none());
  }

  static byte[] bigTiff(BufferedImage image, ImageMetadata metadata) throws IOException {
    TiffWriter writer = new TiffWriter(new SrgbRows(image, true), 8, metadata, 0);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    writer.writeTo(stream);
    byte[] bytes = stream.toByteArray();
    System.arraycopy(writer.head(), 0, bytes, 0, writer.head().length);
    return bytes;
  }

  private static BufferedImage picture(int type) {
    BufferedImage source = new ComputedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB).whole();
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, type);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        picture.setRGB(x, y, source.getRGB(x, y));
      }
    }
    return picture;
  }

  /** Of 16 bits a sample. */
  private static BufferedImage deep(int samples) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            samples == 4,
            false,
            samples == 4 ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
    int[] values = new Random(3).ints((long) WIDTH * HEIGHT * samples, 0, 1 << 16).toArray();
    raster.setPixels(0, 0, WIDTH, HEIGHT, values);
    return new BufferedImage(model, raster, false, null);
  }

  /** Written by the JDK; in several passes if the format knows them. */
  private static byte[] written(BufferedImage image, String format, boolean progressive)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (progressive) {
        settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
