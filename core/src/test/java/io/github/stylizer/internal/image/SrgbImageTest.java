package io.github.stylizer.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.image.Pictures;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SrgbImageTest {
  @Test
  void rightTypesAreReturnedAsTheyAre() {
    BufferedImage rgb = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    BufferedImage argb = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    assertThat(SrgbImage.of(rgb)).isSameAs(rgb);
    assertThat(SrgbImage.withAlpha(argb)).isSameAs(argb);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB})
  void aCopySharesNothing(int type) {
    BufferedImage image = Pictures.noise(37, 11, type);
    BufferedImage copy = SrgbImage.copyOf(image);
    assertThat(copy.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(Pictures.pixels(copy)).isEqualTo(Pictures.pixels(SrgbImage.of(image)));
    int[] before = Pictures.pixels(image);
    copy.setRGB(3, 4, ~copy.getRGB(3, 4));
    assertThat(Pictures.pixels(image)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_USHORT_565_RGB,
        BufferedImage.TYPE_USHORT_555_RGB,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void opaqueTypesKeepTheirColors(int type) {
    BufferedImage image = Pictures.noise(37, 11, type);
    assertThat(SrgbImage.of(image).getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(Pictures.pixels(SrgbImage.of(image))).isEqualTo(Pictures.pixels(image));
    assertThat(Pictures.pixels(SrgbImage.withAlpha(image))).isEqualTo(Pictures.pixels(image));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_4BYTE_ABGR_PRE
      })
  void transparencyIsLaidOnWhite(int type) {
    BufferedImage image = Pictures.noise(37, 11, type);
    BufferedImage rgb = SrgbImage.of(image);
    for (int y = 0; y < 11; y++) {
      for (int x = 0; x < 37; x++) {
        int pixel = image.getRGB(x, y);
        double alpha = (pixel >>> 24) / 255.0;
        for (int shift = 0; shift < 24; shift += 8) {
          double expected = alpha * (pixel >> shift & 0xff) + (1 - alpha) * 255;
          assertThat((double) (rgb.getRGB(x, y) >> shift & 0xff))
              .isBetween(expected - 0.5001, expected + 0.5001);
        }
      }
    }
    assertThat(Pictures.pixels(SrgbImage.withAlpha(image))).isEqualTo(Pictures.pixels(image));
  }

  @Test
  void grayOfEveryDepthKeepsItsValue() {
    for (int type : new int[] {DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT}) {
      for (boolean alpha : new boolean[] {false, true}) {
        int max = type == DataBuffer.TYPE_BYTE ? 255 : 65535;
        BufferedImage image = component(ColorSpace.CS_GRAY, alpha, type, 256, 1);
        for (int x = 0; x < 256; x++) {
          image.getRaster().setSample(x, 0, 0, x * (max / 255));
          if (alpha) {
            image.getRaster().setSample(x, 0, 1, max);
          }
        }
        for (int x = 0; x < 256; x++) {
          assertThat(SrgbImage.of(image).getRGB(x, 0)).isEqualTo(0xff000000 | x * 0x010101);
        }
      }
    }
  }

  @Test
  void grayOfFloatsIsScaledAndClamped() {
    BufferedImage image = component(ColorSpace.CS_GRAY, false, DataBuffer.TYPE_FLOAT, 5, 1);
    float[] values = {0, 0.5f, 1, 7, Float.NaN};
    image.getRaster().setPixels(0, 0, 5, 1, values);
    assertThat(Pictures.pixels(SrgbImage.of(image)))
        .containsExactly(0xff000000, 0xff808080, -1, -1, 0xff000000);
  }

  @Test
  void sixteenBitsAreRounded() {
    BufferedImage image = component(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT, 2, 1);
    image.getRaster().setPixel(0, 0, new int[] {65535, 257 * 100, 0});
    image.getRaster().setPixel(1, 0, new int[] {257 * 7, 257 * 8, 257 * 9});
    assertThat(Pictures.pixels(SrgbImage.of(image))).containsExactly(0xffff6400, 0xff070809);
  }

  @Test
  void linearLightIsEncoded() {
    BufferedImage image = component(ColorSpace.CS_LINEAR_RGB, false, DataBuffer.TYPE_BYTE, 1, 1);
    image.getRaster().setPixel(0, 0, new int[] {128, 64, 255});
    int pixel = SrgbImage.of(image).getRGB(0, 0);
    // 255 (1.055 (128 / 255)^(1 / 2.4) - 0.055) = 188, and 137 for 64
    assertThat(pixel >> 16 & 0xff).isBetween(187, 189);
    assertThat(pixel >> 8 & 0xff).isBetween(136, 138);
    assertThat(pixel & 0xff).isEqualTo(255);
  }

  @Test
  void indicesBeyondThePaletteAreBlack() {
    byte[] levels = {10, 20, 30};
    IndexColorModel palette = new IndexColorModel(8, 3, levels, levels, levels);
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 1, 1, null);
    raster.setSample(0, 0, 0, 2);
    raster.setSample(1, 0, 0, 200);
    BufferedImage image = new BufferedImage(palette, raster, false, null);
    assertThat(Pictures.pixels(SrgbImage.of(image))).containsExactly(0xff1e1e1e, 0xff000000);
  }

  @Test
  void partsOfPicturesAreConvertedFromTheirPlace() {
    BufferedImage image = Pictures.noise(20, 10, BufferedImage.TYPE_3BYTE_BGR);
    BufferedImage part = image.getSubimage(7, 3, 5, 4);
    assertThat(Pictures.pixels(SrgbImage.of(part))).isEqualTo(image.getRGB(7, 3, 5, 4, null, 0, 5));
  }

  private static BufferedImage component(
      int space, boolean alpha, int type, int width, int height) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            type);
    return new BufferedImage(
        model, model.createCompatibleWritableRaster(width, height), false, null);
  }
}
