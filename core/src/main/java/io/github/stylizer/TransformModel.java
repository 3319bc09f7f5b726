package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A transform network with the weights of one style, which paints in one pass: Johnson, Alahi and
 * Fei-Fei, <a href="https://arxiv.org/abs/1603.08155">arXiv 1603.08155</a>. {@code FastNet} loads
 * one from a file, and {@code MetaNet} generates one for any painting:
 *
 * <pre>{@code
 * try (MetaNet metaNet = MetaNet.compact();
 *     TransformModel wave = metaNet.style(painting)) {
 *   wave.saveHalf(Path.of("wave.safetensors"));
 * }
 * try (TransformModel wave = FastNet.load(Path.of("wave.safetensors"))) {
 *   BufferedImage painted = Stylizer.style(wave).apply(photo);
 * }
 * }</pre>
 *
 * <p>Safe for concurrent use. Owns its weights until {@link #close()}, which blocks until calls in
 * progress finish.
 */
public interface TransformModel extends StyleModel {

  /**
   * Writes the network to a safetensors file, with its {@link #provenance}. An existing file is
   * replaced atomically.
   *
   * @param file the file; its directory must exist
   * @throws IOException if writing fails
   * @throws IllegalStateException if the model is closed
   */
  void save(Path file) throws IOException;

  /**
   * Writes the network as {@link #save} does, but in half precision: half the size, with no visible
   * difference in the painted image.
   *
   * @param file the file; its directory must exist
   * @throws IOException if writing fails
   * @throws IllegalStateException if the model is closed, or has a weight beyond ±65504, which half
   *     precision cannot hold
   */
  void saveHalf(Path file) throws IOException;

  /**
   * Writes the network as an ONNX file, which other runtimes paint with, in any language and
   * without this library. Input {@code photo} and output {@code painting} are float32 of the shape
   * {@code (batch, 3, height, width)}, RGB in the range of {@code format}, of any size from {@link
   * #minimumSide} on; the margin that hides the edges of the picture is part of the graph. The same
   * picture as here comes out, within one level of 255, except that photos with flat areas get no
   * noise. An existing file is replaced atomically.
   *
   * @param file the file; its directory must exist
   * @param format the range of the colors and the precision of the stored weights
   * @throws IOException if writing fails
   * @throws IllegalStateException if the model is closed, the file would exceed 2 GiB, or half
   *     precision is asked for and cannot hold a weight
   */
  void exportOnnx(Path file, OnnxFormat format) throws IOException;

  /**
   * Collects the statistics of the instance norms over all pixels of photos of one size: the whole
   * photo, tiles of it, or frames of a film. With {@link #with}, each of them, and every part of
   * them, is painted as they are together.
   *
   * @param photos {@code (N, 3, H, W)}, as for {@link #stylize(NDArray)}; not modified
   * @return the statistics
   * @throws IllegalArgumentException if the shape or type is wrong or a side is too small
   * @throws IllegalStateException if the model is closed, or paints {@linkplain #with with given
   *     statistics} itself
   * @throws PaintingInterruptedException if the thread is interrupted
   * @throws StylizerException if the engine fails, native memory runs out, or the weights are so
   *     large that there are no finite statistics
   */
  NormStatistics statistics(NDArray photos);

  /**
   * Returns this network with given statistics instead of those of each picture. Whatever it
   * paints, a pixel depends on nothing but the 64 pixels around it and on its position modulo 4. So
   * tiles with a margin of 64 pixels that begin at multiples of 4 join to the picture that the
   * whole photo would give, and frames of a film do not flicker. It is faster, too: the statistics
   * become part of the kernels.
   *
   * @param statistics from {@link #statistics}, of this network
   * @return a model of its own, which the caller closes
   * @throws IllegalArgumentException if the statistics are those of another network
   * @throws IllegalStateException if the model is closed, or already has given statistics
   */
  TransformModel with(NormStatistics statistics);

  /**
   * Returns whether this network paints {@linkplain #with with given statistics}.
   *
   * @return false if it computes them from each picture
   */
  boolean hasStatistics();

  /**
   * Returns what is known about the network: the metadata of its file, among them {@code format},
   * {@code base}, {@code norm} and {@code pixels}, and what its training recorded.
   *
   * @return an unmodifiable map
   */
  Map<String, String> provenance();
}
