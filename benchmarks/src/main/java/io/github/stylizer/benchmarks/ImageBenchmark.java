package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What happens to an image before and after the network, each step by itself, for one square image.
 * Files are in memory on Linux, and elsewhere on the disk, which {@link ImageEncoder} waits for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class ImageBenchmark {
  /** Width and height of the image in pixels. */
  @Param({"256", "1024"})
  public int side;

  private TemporaryFolder folder;
  private NDManager manager;
  private BufferedImage picture;
  private NDArray array;
  private Path jpeg;
  private Path png;

  /**
   * Creates the image as files, in memory, and as an array.
   *
   * @throws IOException if the files cannot be written
   */
  @Setup
  public void open() throws IOException {
    folder = TemporaryFolder.inMemory();
    manager = NDManager.newBaseManager();
    picture = RandomPictures.of(side, side, 1);
    array = ImageTensors.fromImage(manager, picture);
    jpeg = folder.path().resolve("picture.jpg");
    png = folder.path().resolve("picture.png");
    ImageEncoder.standard().write(picture, jpeg);
    ImageEncoder.standard().write(picture, png);
  }

  /**
   * Reads a JPEG file, with all checks.
   *
   * @return the image
   * @throws IOException if it cannot be read
   */
  @Benchmark
  public BufferedImage decodeJpeg() throws IOException {
    return ImageDecoder.standard().read(jpeg);
  }

  /**
   * Reads a PNG file, with all checks.
   *
   * @return the image
   * @throws IOException if it cannot be read
   */
  @Benchmark
  public BufferedImage decodePng() throws IOException {
    return ImageDecoder.standard().read(png);
  }

  /**
   * Halves width and height.
   *
   * @return the smaller image
   */
  @Benchmark
  public BufferedImage resizeToHalf() {
    return ImageResize.to(picture, side / 2, side / 2);
  }

  /**
   * Copies the image into an array on the device.
   *
   * @return a value that was read back
   */
  @Benchmark
  public float fromImage() {
    try (NDArray copy = ImageTensors.fromImage(manager, picture)) {
      return ReadBack.of(copy);
    }
  }

  /**
   * Copies an array on the device into an image.
   *
   * @return the image
   */
  @Benchmark
  public BufferedImage toImage() {
    return ImageTensors.toImage(array);
  }

  /**
   * Writes a PNG file.
   *
   * @throws IOException if it cannot be written
   */
  @Benchmark
  public void encodePng() throws IOException {
    ImageEncoder.standard().write(picture, folder.path().resolve("encoded.png"));
  }

  /**
   * Writes a JPEG file.
   *
   * @throws IOException if it cannot be written
   */
  @Benchmark
  public void encodeJpeg() throws IOException {
    ImageEncoder.standard().write(picture, folder.path().resolve("encoded.jpg"));
  }

  /**
   * Deletes the files and frees the array.
   *
   * @throws IOException if a file cannot be deleted
   */
  @TearDown
  public void close() throws IOException {
    manager.close();
    folder.close();
  }
}
