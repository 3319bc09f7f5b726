package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.TransformModel;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** The first result of a process, step by step. {@link FirstPictureRatios} runs it repeatedly. */
final class FirstPicture {
  private static final PrintStream OUT = System.out;
  private static long began;

  private FirstPicture() {}

  /**
   * Paints a photo and prints a line for each step: its name, a tab, milliseconds.
   *
   * @param arguments a network, a photo, the output file, and the start time of the process in
   *     milliseconds since 1970
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    OUT.printf(
        Locale.ROOT, "the JVM\t%d%n", System.currentTimeMillis() - Long.parseLong(arguments[3]));
    began = System.nanoTime();
    NDManager manager = NDManager.newBaseManager();
    step("DJL and PyTorch");
    TransformModel model = FastNet.load(Path.of(arguments[0]));
    step("the network");
    BufferedImage photo = ImageDecoder.standard().read(Path.of(arguments[1]));
    step("the photo");
    NDArray content = ImageTensors.fromImage(manager, photo);
    NDArray painted = model.stylize(content);
    step("compiling and painting");
    BufferedImage picture = ImageTensors.toImage(painted);
    ImageEncoder.standard().write(picture, Path.of(arguments[2]));
    step("writing the picture");
    model.close();
    manager.close();
  }

  private static void step(String name) {
    long now = System.nanoTime();
    OUT.printf(Locale.ROOT, "%s\t%d%n", name, Math.round((now - began) / 1e6));
    began = now;
  }
}
