package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes TIFF files of any layout, and knows the picture in them: red or gray grows to the right,
 * green to the bottom, blue to both; in CMYK these are the inks, over a quarter of black.
 */
final class TiffFile {
  static final int WIDTH = 20;
  static final int HEIGHT = 12;

  private final TreeMap<Integer, long[]> tags = new TreeMap<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int tileWidth;
  private int tileHeight;
  private byte[] profile = {};
  private boolean big;

  private TiffFile() {}

  /** A file of one sample for gray (photometric 0 or 1), 3 for RGB (2) and 4 for CMYK (5). */
  static TiffFile of(int photometric, int bits) {
    TiffFile file = new TiffFile();
    file.tag(256, WIDTH).tag(257, HEIGHT).tag(259, 1).tag(262, photometric).tag(284, 1);
    int samples = photometric == 2 ? 3 : photometric == 5 ? 4 : 1;
    return file.samples(samples, bits);
  }

  TiffFile tag(int tag, long... values) {
    tags.put(tag, values);
    return this;
  }

  TiffFile samples(int samples, int bits) {
    long[] each = new long[samples];
    Arrays.fill(each, bits);
    return tag(277, samples).tag(258, each);
  }

  /** 1 unsigned, 2 signed, 3 floating point. */
  TiffFile kind(int kind) {
    long[] each = new long[samples()];
    Arrays.fill(each, kind);
    return tag(339, each);
  }

  TiffFile order(ByteOrder bytes) {
    order = bytes;
    return this;
  }

  TiffFile deflated(int predictor) {
    return tag(259, 8).tag(317, predictor);
  }

  TiffFile tiles(int width, int height) {
    tileWidth = width;
    tileHeight = height;
    return tag(322, width).tag(323, height);
  }

  /** BigTIFF. */
  TiffFile big() {
    big = true;
    return this;
  }

  private int header() {
    return big ? 16 : 8;
  }

  TiffFile profile(byte[] icc) {
    profile = icc;
    return this;
  }

  private int number(int tag, int otherwise) {
    return (int) tags.getOrDefault(tag, new long[] {otherwise})[0];
  }

  private int samples() {
    return number(277, 1);
  }

  private int bits() {
    return number(258, 1);
  }

  private boolean isFloating() {
    return number(339, 1) == 3;
  }

  /** A sample from 0 to 1, as exact as its bits allow. */
  private double value(int x, int y, int sample) {
    int photometric = number(262, 1);
    int colors = photometric == 2 ? 3 : photometric == 5 ? 3 : 1;
    double exact =
        sample >= colors
            ? (photometric == 5 && sample == 3 ? 0.25 : 1)
            : switch (sample) {
              case 0 -> x / (WIDTH - 1.0);
              case 1 -> y / (HEIGHT - 1.0);
              default -> (x + y) / (WIDTH + HEIGHT - 2.0);
            };
    double most = (1L << bits()) - 1;
    return isFloating() || bits() > 16 ? exact : Math.round(exact * most) / most;
  }

  BufferedImage picture() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, color(x, y));
      }
    }
    return image;
  }

  private int color(int x, int y) {
    double[] v = {value(x, y, 0), value(x, y, 1), value(x, y, 2), value(x, y, 3)};
    return switch (number(262, 1)) {
      case 0 -> rgb(1 - v[0], 1 - v[0], 1 - v[0]);
      case 1 -> rgb(v[0], v[0], v[0]);
      case 2 -> rgb(v[0], v[1], v[2]);
      default -> rgb((1 - v[0]) * (1 - v[3]), (1 - v[1]) * (1 - v[3]), (1 - v[2]) * (1 - v[3]));
    };
  }

  private static int rgb(double red, double green, double blue) {
    return (int) Math.round(255 * red) << 16
        | (int) Math.round(255 * green) << 8
        | (int) Math.round(255 * blue);
  }

  private byte[] block(int left, int top, int width, int height, int from, int to) {
    Bits bits = new Bits();
    for (int y = 0; y < height; y++) {
      long[] before = new long[samples()];
      for (int x = 0; x < width; x++) {
        for (int sample = from; sample < to; sample++) {
          double value =
              value(Math.min(left + x, WIDTH - 1), Math.min(top + y, HEIGHT - 1), sample);
          long number = number(value);
          bits.put(number(317, 1) == 2 ? number - before[sample] : number);
          before[sample] = number;
        }
      }
      bits.align();
    }
    byte[] plain = bits.bytes.toByteArray();
    return switch (number(259, 1)) {
      case 1 -> plain;
      case 7 -> jpeg(plain, width, height, to - from);
      default -> PictureFiles.deflated(plain);
    };
  }

  private static byte[] jpeg(byte[] samples, int width, int height, int bands) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, bands, null);
    raster.setDataElements(0, 0, width, height, samples);
    try {
      return PictureFiles.jpeg(raster);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long number(double value) {
    if (!isFloating()) {
      long number = Math.round(value * ((1L << bits()) - 1));
      return number(339, 1) == 2 ? number - (1L << bits() - 1) : number;
    }
    return switch (bits()) {
      case 16 -> half((float) value);
      case 32 -> Float.floatToIntBits((float) value);
      default -> Double.doubleToLongBits(value);
    };
  }

  /** Truncated; good enough for 8 bits. */
  private static long half(float value) {
    int bits = Float.floatToIntBits(value);
    int exponent = (bits >> 23 & 0xff) - 127 + 15;
    return exponent <= 0 ? 0 : (long) exponent << 10 | (bits >> 13 & 0x3ff);
  }

  private final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int part;
    private int count;

    void put(long value) {
      int bits = bits();
      if (bits % 8 == 0) {
        for (int i = 0; i < bits; i += 8) {
          bytes.write((int) (value >>> (order == ByteOrder.LITTLE_ENDIAN ? i : bits - 8 - i)));
        }
        return;
      }
      for (int i = bits - 1; i >= 0; i--) {
        bit((int) (value >>> i & 1));
      }
    }

    private void bit(int bit) {
      part = part << 1 | bit;
      if (++count == 8) {
        bytes.write(part);
        part = 0;
        count = 0;
      }
    }

    void align() {
      while (count != 0) {
        bit(0);
      }
    }
  }

  private List<byte[]> blocks() {
    int width = tileWidth > 0 ? tileWidth : WIDTH;
    int height = tileHeight > 0 ? tileHeight : HEIGHT;
    boolean planar = number(284, 1) == 2;
    List<byte[]> blocks = new ArrayList<>();
    for (int plane = 0; plane < (planar ? samples() : 1); plane++) {
      for (int y = 0; y < HEIGHT; y += height) {
        for (int x = 0; x < WIDTH; x += width) {
          int to = planar ? plane + 1 : samples();
          blocks.add(block(x, y, width, height, planar ? plane : 0, to));
        }
      }
    }
    return blocks;
  }

  byte[] bytes() {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    List<byte[]> blocks = blocks();
    long[] positions = new long[blocks.size()];
    long[] lengths = new long[blocks.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = header() + data.size();
      lengths[i] = blocks.get(i).length;
      data.writeBytes(blocks.get(i));
    }
    tags.putIfAbsent(tileWidth > 0 ? 324 : 273, positions);
    tags.putIfAbsent(tileWidth > 0 ? 325 : 279, lengths);
    if (tileWidth == 0) {
      tags.putIfAbsent(278, new long[] {HEIGHT});
    }
    long profileAt = header() + data.size();
    data.writeBytes(profile);
    return withDirectory(data.toByteArray(), profileAt);
  }

  private byte[] withDirectory(byte[] data, long profileAt) {
    int count = tags.size() + (profile.length > 0 ? 1 : 0);
    int directory = header() + data.length + data.length % 2;
    int at = directory + (big ? 8 + 20 * count + 8 : 2 + 12 * count + 4);
    int more = tags.values().stream().mapToInt(values -> 4 * values.length).sum();
    ByteBuffer file = ByteBuffer.allocate(at + more).order(order);
    byte letter = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    file.put(letter).put(letter).putShort((short) (big ? 43 : 42));
    if (big) {
      file.putShort((short) 8).putShort((short) 0);
    }
    putNumber(file, directory);
    file.put(data).position(directory);
    if (big) {
      file.putLong(count);
    } else {
      file.putShort((short) count);
    }
    for (var tag : tags.entrySet()) {
      long[] values = tag.getValue();
      // Readers expect positions and lengths to be long.
      boolean small = !Set.of(273, 279, 322, 323, 324, 325, 330).contains(tag.getKey());
      int bytes = values.length * (small ? 2 : 4);
      file.putShort(tag.getKey().shortValue()).putShort((short) (small ? 3 : 4));
      putNumber(file, values.length);
      int inEntry = big ? 8 : 4;
      int next = file.position() + inEntry;
      if (bytes > inEntry) {
        putNumber(file, at);
        file.position(at);
        at += 4 * values.length;
      }
      for (long value : values) {
        if (small) {
          file.putShort((short) value);
        } else {
          file.putInt((int) value);
        }
      }
      file.position(next);
    }
    if (profile.length > 0) {
      file.putShort((short) 34675).putShort((short) 7);
      putNumber(file, profile.length);
      putNumber(file, profileAt);
    }
    return file.array();
  }

  private void putNumber(ByteBuffer file, long number) {
    if (big) {
      file.putLong(number);
    } else {
      file.putInt((int) number);
    }
  }
}
