package io.github.stylizer.examples.programs;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Paints one photo with ONNX Runtime alone: without this library, DJL and PyTorch. The network is a
 * file of {@code stylize export onnx --colors 0-255}.
 */
public final class OnnxPainting {
  private OnnxPainting() {}

  /**
   * Paints.
   *
   * @param args the photo, the network and the output file, a PNG
   * @throws IOException if a file cannot be read or written
   * @throws OrtException if the network cannot be read, or painting fails
   */
  public static void main(String[] args) throws IOException, OrtException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: OnnxPainting PHOTO NETWORK OUT");
    }
    BufferedImage photo = ImageIO.read(new File(args[0]));
    if (photo == null) {
      throw new IOException(args[0] + ": no image that ImageIO can read");
    }
    int width = photo.getWidth();
    int height = photo.getHeight();
    // A session is thread-safe and takes longer to open than to paint: keep it.
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(args[1]);
        OnnxTensor input =
            OnnxTensor.createTensor(environment, levels(photo), new long[] {1, 3, height, width});
        OrtSession.Result result = session.run(Map.of("photo", input))) {
      FloatBuffer painting = ((OnnxTensor) result.get(0)).getFloatBuffer();
      ImageIO.write(picture(painting, width, height), "png", new File(args[2]));
    }
  }

  /** All red levels row by row, then all green ones, then all blue ones. */
  private static FloatBuffer levels(BufferedImage photo) {
    int width = photo.getWidth();
    int[] pixels = photo.getRGB(0, 0, width, photo.getHeight(), null, 0, width);
    FloatBuffer levels = FloatBuffer.allocate(3 * pixels.length);
    for (int shift = 16; shift >= 0; shift -= 8) {
      for (int pixel : pixels) {
        levels.put(pixel >> shift & 0xff);
      }
    }
    return levels.flip();
  }

  private static BufferedImage picture(FloatBuffer levels, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int plane = width * height;
    for (int i = 0; i < plane; i++) {
      int red = Math.round(levels.get(i));
      int green = Math.round(levels.get(i + plane));
      int blue = Math.round(levels.get(i + 2 * plane));
      picture.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
    }
    return picture;
  }
}
