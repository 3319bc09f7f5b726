package io.github.stylizer.image;

import java.awt.Transparency;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * ICC profiles (ICC.1:2001-04), above all Adobe RGB (1998), and the same conversions in plain
 * numbers.
 */
final class IccProfiles {
  private static final double[][] ADOBE_TO_XYZ = {
    {0.60974, 0.20528, 0.14919}, {0.31111, 0.62567, 0.06322}, {0.01947, 0.06087, 0.74457}
  };

  /** From XYZ of D50 to linear sRGB (Bradford adaptation). */
  private static final double[][] XYZ_TO_SRGB = {
    {3.1338561, -1.6168667, -0.4906146},
    {-0.9787684, 1.9161415, 0.0334540},
    {0.0719453, -0.2289914, 1.4052427}
  };

  private static final double GAMMA = 563 / 256.0;

  private IccProfiles() {}

  /** The profile; {@code space} is that of a header, so that other ones can be claimed. */
  static byte[] adobeRgb(String space) {
    String[] tags = {"wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"};
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    contents.writeBytes(xyz(0.9642, 1, 0.8249));
    for (int i = 0; i < 3; i++) {
      contents.writeBytes(xyz(ADOBE_TO_XYZ[0][i], ADOBE_TO_XYZ[1][i], ADOBE_TO_XYZ[2][i]));
    }
    for (int i = 0; i < 3; i++) {
      contents.writeBytes(
          ByteBuffer.allocate(16)
              .put(ascii("curv"))
              .putInt(0)
              .putInt(1)
              .putShort((short) 563)
              .array());
    }
    int table = 128 + 4 + 12 * tags.length;
    ByteBuffer profile = ByteBuffer.allocate(table + contents.size());
    profile.putInt(profile.capacity()).putInt(0).putInt(0x02100000);
    profile.put(ascii("mntr")).put(ascii(space)).put(ascii("XYZ "));
    profile.position(36);
    profile.put(ascii("acsp"));
    profile.position(68);
    profile.putInt(0xf6d6).putInt(0x10000).putInt(0xd32d);
    profile.position(128);
    profile.putInt(tags.length);
    int offset = table;
    for (int i = 0; i < tags.length; i++) {
      int size = i < 4 ? 20 : 16;
      profile.put(ascii(tags[i])).putInt(offset).putInt(i < 4 ? 20 : 14);
      offset += size;
    }
    return profile.put(contents.toByteArray()).array();
  }

  /** Zeros, a truncated profile, a byte, and one without the curve of red. */
  static List<byte[]> damaged() {
    byte[] withoutCurve = adobeRgb("RGB ");
    int tag = new String(withoutCurve, StandardCharsets.ISO_8859_1).indexOf("rTRC");
    withoutCurve[tag] = 'x';
    return List.of(new byte[300], Arrays.copyOf(adobeRgb("RGB "), 140), new byte[1], withoutCurve);
  }

  /** The same values with a color model that has the profile. */
  static BufferedImage withProfile(BufferedImage image, byte[] profile) {
    ColorModel model =
        new ComponentColorModel(
            new ICC_ColorSpace(ICC_Profile.getInstance(profile)),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster =
        model.createCompatibleWritableRaster(image.getWidth(), image.getHeight());
    int[] values =
        image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    raster.setPixels(0, 0, image.getWidth(), image.getHeight(), values);
    return new BufferedImage(model, raster, false, null);
  }

  /** What an Adobe RGB color is in sRGB. */
  static int[] adobeToSrgb(int red, int green, int blue) {
    double[] linear = {
      Math.pow(red / 255.0, GAMMA), Math.pow(green / 255.0, GAMMA), Math.pow(blue / 255.0, GAMMA)
    };
    double[] srgb = times(XYZ_TO_SRGB, times(ADOBE_TO_XYZ, linear));
    int[] levels = new int[3];
    for (int i = 0; i < 3; i++) {
      double value = Math.max(0, Math.min(1, srgb[i]));
      double encoded =
          value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
      levels[i] = (int) Math.round(255 * encoded);
    }
    return levels;
  }

  /** Gray whose values are linear light. */
  static byte[] linearGray() {
    byte[] curve = ByteBuffer.allocate(12).put(ascii("curv")).putInt(0).putInt(0).array();
    return profile("GRAY", "XYZ ", "wtpt", xyz(0.9642, 1, 0.8249), "kTRC", curve);
  }

  /** Gray with a power as its curve. */
  static byte[] gammaGray(double gamma) {
    ByteBuffer curve = ByteBuffer.allocate(16).put(ascii("curv")).putInt(0).putInt(1);
    curve.putShort((short) Math.round(gamma * 256));
    return profile("GRAY", "XYZ ", "wtpt", xyz(0.9642, 1, 0.8249), "kTRC", curve.array());
  }

  /** What a value of linear light is in sRGB. */
  static int linearToSrgb(double value) {
    return (int)
        Math.round(
            255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055));
  }

  /** CMYK in which more of the first ink alone makes the color lighter and redder. */
  static byte[] strangeInks() {
    ByteBuffer table = ByteBuffer.allocate(48 + 4 * 256 + 16 * 3 + 3 * 256);
    table.put(ascii("mft1")).putInt(0).put((byte) 4).put((byte) 3).put((byte) 2).put((byte) 0);
    for (int i = 0; i < 9; i++) {
      table.putInt(i % 4 == 0 ? 0x10000 : 0);
    }
    for (int i = 0; i < 4 * 256; i++) {
      table.put((byte) i);
    }
    for (int corner = 0; corner < 16; corner++) {
      boolean first = corner >= 8;
      // Lab of 8 bits: 55, 80, 67 is red, and 0 black.
      table.put((byte) (first ? 140 : 0)).put((byte) (first ? 208 : 128));
      table.put((byte) (first ? 195 : 128));
    }
    for (int i = 0; i < 3 * 256; i++) {
      table.put((byte) i);
    }
    return profile("CMYK", "Lab ", "wtpt", xyz(0.9642, 1, 0.8249), "A2B0", table.array());
  }

  private static byte[] profile(
      String space, String connection, String tag, byte[] first, String other, byte[] second) {
    int table = 128 + 4 + 2 * 12;
    int at = table + first.length;
    ByteBuffer profile = ByteBuffer.allocate(at + second.length);
    profile.putInt(profile.capacity()).putInt(0).putInt(0x02100000);
    profile.put(ascii(space.equals("CMYK") ? "prtr" : "mntr")).put(ascii(space));
    profile.put(ascii(connection));
    profile.position(36);
    profile.put(ascii("acsp"));
    profile.position(68);
    profile.putInt(0xf6d6).putInt(0x10000).putInt(0xd32d);
    profile.position(128);
    profile.putInt(2);
    profile.put(ascii(tag)).putInt(table).putInt(first.length);
    profile.put(ascii(other)).putInt(at).putInt(second.length);
    return profile.put(first).put(second).array();
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }

  private static byte[] xyz(double x, double y, double z) {
    return ByteBuffer.allocate(20)
        .put(ascii("XYZ "))
        .putInt(0)
        .putInt((int) Math.round(x * 65536))
        .putInt((int) Math.round(y * 65536))
        .putInt((int) Math.round(z * 65536))
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
