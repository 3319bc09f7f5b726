package io.github.stylizer.film;

import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.image.SrgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_video.DISOpticalFlow;

/**
 * Where everything in a frame was in the frame before: the optical flow of Kroeger et al., arXiv
 * 1603.03590, as OpenCV computes it. OpenCV is an optional dependency, {@code org.bytedeco:opencv}.
 * Not safe for concurrent use.
 */
final class OpticalFlow implements AutoCloseable {
  /** The shortest side of a frame whose flow can be computed, in pixels. */
  static final int MINIMUM_SIDE = 32;

  private static final int OPAQUE = 0xff000000;
  private static final double BLUR = 1.5;

  private final DISOpticalFlow flow = DISOpticalFlow.create(DISOpticalFlow.PRESET_MEDIUM);

  private OpticalFlow() {}

  /**
   * Opens OpenCV.
   *
   * @throws StylizerException if it is not on the class path, or does not run on this machine
   */
  static OpticalFlow open() {
    try {
      return new OpticalFlow();
    } catch (LinkageError e) {
      throw new StylizerException(
          "optical flow needs OpenCV: put org.bytedeco:opencv, org.bytedeco:openblas and"
              + " org.bytedeco:javacpp on the class path, each also with the classifier of this"
              + " system, such as linux-x86_64 ("
              + e
              + ")",
          e);
    }
  }

  /**
   * A picture that follows the movement between two frames.
   *
   * @param pixels of the picture, where they are in the later frame, {@code 0xRRGGBB} row by row
   * @param errors how far the earlier frame, moved in the same way, is from the later one, around
   *     each pixel: the levels of red, green and blue as {@code 0x..RRGGBB}; the highest byte is
   *     not 0 beyond the edge of the earlier frame
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed over, not kept.
  record Moved(int[] pixels, int[] errors) {}

  /**
   * Moves a picture along with what it shows.
   *
   * @param earlier a frame
   * @param later the frame after it, of the same size
   * @param picture what was painted of the earlier one, of the same size; not modified
   */
  @SuppressWarnings("try") // The scope frees all matrices.
  Moved moved(BufferedImage earlier, BufferedImage later, BufferedImage picture) {
    try (PointerScope scope = new PointerScope()) {
      Mat before = matrix(earlier);
      Mat now = matrix(later);
      Mat places = places(gray(now), gray(before));
      Mat errors = new Mat();
      opencv_core.absdiff(blurred(remapped(before, places)), blurred(now), errors);
      return new Moved(pixels(remapped(matrix(picture), places)), pixels(errors));
    }
  }

  /** Where each pixel of one image lies in another: x and y. */
  private Mat places(Mat of, Mat in) {
    Mat places = new Mat();
    flow.calc(of, in, places);
    FloatBuffer numbers = places.createBuffer();
    int i = 0;
    for (int y = 0; y < places.rows(); y++) {
      for (int x = 0; x < places.cols(); x++) {
        numbers.put(i, numbers.get(i) + x);
        numbers.put(i + 1, numbers.get(i + 1) + y);
        i += 2;
      }
    }
    return places;
  }

  private static Mat remapped(Mat image, Mat places) {
    Mat result = new Mat();
    // Cubic: linear interpolation would blur what is moved again and again.
    opencv_imgproc.remap(
        image,
        result,
        places,
        new Mat(),
        opencv_imgproc.INTER_CUBIC,
        opencv_core.BORDER_CONSTANT,
        new Scalar(0.0));
    return result;
  }

  /** Less sensitive to edges that lie between pixels. */
  private static Mat blurred(Mat image) {
    Mat result = new Mat();
    opencv_imgproc.GaussianBlur(image, result, new Size(0, 0), BLUR);
    return result;
  }

  private static Mat gray(Mat image) {
    Mat result = new Mat();
    opencv_imgproc.cvtColor(image, result, opencv_imgproc.COLOR_BGRA2GRAY);
    return result;
  }

  private static Mat matrix(BufferedImage image) {
    BufferedImage rgb = SrgbImage.of(image);
    int[] pixels = ((DataBufferInt) rgb.getRaster().getDataBuffer()).getData();
    Mat matrix = new Mat(rgb.getHeight(), rgb.getWidth(), opencv_core.CV_8UC4);
    IntBuffer target = integers(matrix);
    for (int i = 0; i < pixels.length; i++) {
      target.put(i, pixels[i] | OPAQUE);
    }
    return matrix;
  }

  private static int[] pixels(Mat matrix) {
    int[] pixels = new int[matrix.rows() * matrix.cols()];
    integers(matrix).get(pixels);
    return pixels;
  }

  private static IntBuffer integers(Mat matrix) {
    ByteBuffer bytes = matrix.createBuffer();
    return bytes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }

  @Override
  public void close() {
    flow.close();
  }
}
