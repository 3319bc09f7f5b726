package io.github.stylizer;

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
   * Returns what is known about the network: the metadata of its file, among them {@code format},
   * {@code base}, {@code norm} and {@code pixels}, and what its training recorded.
   *
   * @return an unmodifiable map
   */
  Map<String, String> provenance();
}
