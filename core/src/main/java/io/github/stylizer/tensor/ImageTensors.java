package io.github.stylizer.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.image.DeepImage;
import io.github.stylizer.internal.image.MinimumSide;
import io.github.stylizer.internal.image.SrgbImage;
import io.github.stylizer.internal.torch.Tensors;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Converts images to arrays and back. An array is {@code (1, 3, H, W)}, float32, RGB; each channel
 * is scaled to 0 … 1, then normalized to {@code (value - mean) / std} with the mean and standard
 * deviation of ImageNet, as torchvision's networks expect.
 */
public final class ImageTensors {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};

  private ImageTensors() {}

  /**
   * Copies an image into an array.
   *
   * @param manager the owner of the result
   * @param image any image; not modified; transparency is composited over white
   * @return {@code (1, 3, H, W)} float32, normalized
   */
  public static NDArray fromImage(NDManager manager, BufferedImage image) {
    return fromImages(manager, List.of(image));
  }

  /**
   * Copies images of one size into an array.
   *
   * @param manager the owner of the result
   * @param images any images of one size, at least one; not modified; transparency is composited
   *     over white
   * @return {@code (N, 3, H, W)} float32, normalized
   * @throws IllegalArgumentException if there is no image or the sizes differ
   */
  public static NDArray fromImages(NDManager manager, List<BufferedImage> images) {
    Objects.requireNonNull(manager, "manager");
    if (images.isEmpty()) {
      throw new IllegalArgumentException("expected at least one image, but found none");
    }
    int width = images.get(0).getWidth();
    int height = images.get(0).getHeight();
    int plane = Math.multiplyExact(width, height);
    float[][] normalized = normalizedLevels();
    float[] values = new float[Math.multiplyExact(3 * images.size(), plane)];
    int offset = 0;
    for (BufferedImage image : images) {
      if (image.getWidth() != width || image.getHeight() != height) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "all images of a batch must have the same size, but found %dx%d and %dx%d",
                width,
                height,
                image.getWidth(),
                image.getHeight()));
      }
      copyLevels(SrgbImage.of(image), normalized, values, offset);
      offset += 3 * plane;
    }
    return manager.create(FloatBuffer.wrap(values), new Shape(images.size(), 3, height, width));
  }

  private static void copyLevels(
      BufferedImage rgb, float[][] normalized, float[] values, int offset) {
    int width = rgb.getWidth();
    int plane = width * rgb.getHeight();
    int[] row = new int[width];
    for (int y = 0; y < rgb.getHeight(); y++) {
      rgb.getRaster().getDataElements(0, y, width, 1, row);
      int red = offset + y * width;
      for (int x = 0; x < width; x++) {
        int pixel = row[x];
        values[red + x] = normalized[0][pixel >> 16 & 0xff];
        values[red + x + plane] = normalized[1][pixel >> 8 & 0xff];
        values[red + x + 2 * plane] = normalized[2][pixel & 0xff];
      }
    }
  }

  /**
   * Copies an array into an image. Levels are clamped to 0 … 255, and NaN becomes 0.
   *
   * @param array {@code (1, 3, H, W)} or {@code (3, H, W)}, float32, normalized; not modified
   * @return an image of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws IllegalArgumentException if the array has another shape or type
   */
  public static BufferedImage toImage(NDArray array) {
    return toImage(array, 8);
  }

  /**
   * Copies an array into an image of 8 or 16 bits per channel. Levels are clamped, and NaN becomes
   * 0.
   *
   * @param array {@code (1, 3, H, W)} or {@code (3, H, W)}, float32, normalized; not modified
   * @param depth bits per channel, 8 or 16
   * @return an sRGB image of type {@link BufferedImage#TYPE_INT_RGB}, or for 16 bits of type {@link
   *     BufferedImage#TYPE_CUSTOM} with three samples of {@code unsigned short} a pixel
   * @throws IllegalArgumentException if the array has another shape or type, or the depth is
   *     another
   */
  public static BufferedImage toImage(NDArray array, int depth) {
    if (depth != 8 && depth != 16) {
      throw new IllegalArgumentException("the depth must be 8 or 16, but is " + depth);
    }
    Shape shape = array.getShape();
    int dimensions = shape.dimension();
    boolean single = dimensions == 3 || (dimensions == 4 && shape.get(0) == 1);
    if (!single || shape.get(dimensions - 3) != 3 || array.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "an image must be a float32 array of shape (1, 3, H, W) or (3, H, W), but found "
              + Tensors.typeName(array.getDataType())
              + " "
              + shape);
    }
    int height = Math.toIntExact(shape.get(dimensions - 2));
    int width = Math.toIntExact(shape.get(dimensions - 1));
    int plane = height * width;
    float[] values = array.toFloatArray();
    BufferedImage image = DeepImage.empty(width, height, depth);
    WritableRaster raster = image.getRaster();
    int[] row = new int[width];
    short[] samples = new short[depth == 16 ? 3 * width : 0];
    for (int y = 0; y < height; y++) {
      int red = y * width;
      if (depth == 16) {
        for (int x = 0, i = 0; x < width; x++) {
          for (int channel = 0; channel < 3; channel++) {
            float value = values[red + x + channel * plane];
            samples[i++] = (short) level(value, channel, 65535f);
          }
        }
        raster.setDataElements(0, y, width, 1, samples);
      } else {
        for (int x = 0; x < width; x++) {
          row[x] =
              level(values[red + x], 0, 255f) << 16
                  | level(values[red + x + plane], 1, 255f) << 8
                  | level(values[red + x + 2 * plane], 2, 255f);
        }
        raster.setDataElements(0, y, width, 1, row);
      }
    }
    return image;
  }

  /**
   * Checks that an array is a batch of images.
   *
   * @param images any array
   * @param minimumSide the shortest side that is accepted, in pixels
   * @throws IllegalArgumentException if it is not a float32 array of shape {@code (N, 3, H, W)}
   *     with at least one image, or a side is too short
   */
  public static void requireBatch(NDArray images, int minimumSide) {
    Shape shape = images.getShape();
    if (shape.dimension() != 4
        || shape.get(0) < 1
        || shape.get(1) != 3
        || images.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "images must be a float32 array of shape (N, 3, H, W), but found "
              + Tensors.typeName(images.getDataType())
              + " "
              + shape);
    }
    MinimumSide minimum = new MinimumSide(minimumSide);
    if (!minimum.admits(shape.get(3), shape.get(2))) {
      throw new IllegalArgumentException(
          minimum.refusal(
              String.format(Locale.ROOT, "an image of %dx%d", shape.get(3), shape.get(2)),
              "choose a larger size or another image"));
    }
  }

  /**
   * Converts normalized pixels to levels, for networks that take those.
   *
   * @param images {@code (N, 3, H, W)} float32, normalized; not modified
   * @return the same pixels in 0 … 255, not clamped, attached to the manager of {@code images}
   * @throws IllegalArgumentException if the array has another shape or type
   */
  public static NDArray toLevels(NDArray images) {
    requireBatch(images, 1);
    try (NDManager scratch = images.getManager().newSubManager()) {
      return images.mul(inLevels(STD, scratch)).addi(inLevels(MEAN, scratch));
    }
  }

  /**
   * Normalizes levels: the reverse of {@link #toLevels}.
   *
   * @param levels {@code (N, 3, H, W)} float32, 0 … 255; not modified
   * @return the same pixels normalized, attached to the manager of {@code levels}
   * @throws IllegalArgumentException if the array has another shape or type
   */
  public static NDArray fromLevels(NDArray levels) {
    requireBatch(levels, 1);
    try (NDManager scratch = levels.getManager().newSubManager()) {
      return levels.sub(inLevels(MEAN, scratch)).divi(inLevels(STD, scratch));
    }
  }

  /**
   * Returns the mean that is subtracted from each channel.
   *
   * @return of red, green and blue, in 0 … 1
   */
  public static float[] mean() {
    return MEAN.clone();
  }

  /**
   * Returns the standard deviation that each channel is divided by.
   *
   * @return of red, green and blue, in 0 … 1
   */
  public static float[] standardDeviation() {
    return STD.clone();
  }

  private static NDArray inLevels(float[] perChannel, NDManager manager) {
    return manager.create(perChannel, new Shape(3, 1, 1)).muli(255f);
  }

  private static float[][] normalizedLevels() {
    float[][] levels = new float[3][256];
    for (int channel = 0; channel < 3; channel++) {
      for (int level = 0; level < 256; level++) {
        levels[channel][level] = (level / 255f - MEAN[channel]) / STD[channel];
      }
    }
    return levels;
  }

  // For nonnegative values, adding 0.5 and truncating rounds, faster than Math.round.
  private static int level(float value, int channel, float highest) {
    float level = (value * STD[channel] + MEAN[channel]) * highest + 0.5f;
    return (int) Math.min(Math.max(level, 0f), highest);
  }
}
