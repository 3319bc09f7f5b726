package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * The rows of an image as red, green, blue and, if it has alpha, that, in levels 0 … 255 or 0 …
 * 65535, not premultiplied. Reads any image; writes those of {@link DeepImage#emptyLike}.
 */
interface ChannelRows {
  /** The highest level. */
  int highest();

  /** Reads a row, of 3 or 4 channels. */
  void read(int y, float[][] channels);

  /** Rounds and clamps the levels of a row, and writes them. */
  void write(float[][] channels, WritableRaster raster, int y);

  static ChannelRows of(BufferedImage image) {
    return DeepImage.depth(image) == 16 ? new Deep(image.getRaster()) : new Packed(image);
  }

  /** Of 8 bits. */
  final class Packed implements ChannelRows {
    private final PixelRows source;
    private final int[] read;

    private Packed(BufferedImage image) {
      source = PixelRows.of(image);
      read = new int[image.getWidth()];
    }

    @Override
    public int highest() {
      return 255;
    }

    @Override
    public void read(int y, float[][] channels) {
      source.read(y, read);
      for (int x = 0; x < read.length; x++) {
        int pixel = read[x];
        channels[0][x] = pixel >> 16 & 0xff;
        channels[1][x] = pixel >> 8 & 0xff;
        channels[2][x] = pixel & 0xff;
        if (channels.length == 4) {
          channels[3][x] = pixel >>> 24;
        }
      }
    }

    @Override
    public void write(float[][] channels, WritableRaster raster, int y) {
      int[] row = new int[channels[0].length];
      for (int x = 0; x < row.length; x++) {
        int alpha = channels.length == 4 ? Rgb.level(channels[3][x]) : 255;
        row[x] =
            alpha << 24
                | Rgb.level(channels[0][x]) << 16
                | Rgb.level(channels[1][x]) << 8
                | Rgb.level(channels[2][x]);
      }
      raster.setDataElements(0, y, row.length, 1, row);
    }
  }

  /** Of 16 bits. */
  final class Deep implements ChannelRows {
    private final Raster source;

    private Deep(Raster source) {
      this.source = source;
    }

    @Override
    public int highest() {
      return Rgb.highest(16);
    }

    @Override
    public void read(int y, float[][] channels) {
      for (int channel = 0; channel < channels.length; channel++) {
        source.getSamples(0, y, source.getWidth(), 1, channel, channels[channel]);
      }
    }

    @Override
    public void write(float[][] channels, WritableRaster raster, int y) {
      int[] row = new int[channels[0].length];
      for (int channel = 0; channel < channels.length; channel++) {
        for (int x = 0; x < row.length; x++) {
          row[x] = Math.round(Math.max(0, Math.min(highest(), channels[channel][x])));
        }
        raster.setSamples(0, y, row.length, 1, channel, row);
      }
    }
  }
}
