package io.github.stylizer.fastnet;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import io.github.stylizer.StyleModel;
import io.github.stylizer.djl.StyleBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * Loads a network for DJL and djl-serving, from a folder with a file {@code serving.properties} and
 * no code:
 *
 * <pre>
 * engine=PyTorch
 * option.hasParameter=false
 * blockFactory=io.github.stylizer.fastnet.FastNetBlockFactory
 * translatorFactory=io.github.stylizer.djl.StyleTranslatorFactory
 * network=mosaic.safetensors
 * </pre>
 *
 * <p>{@code network} is a file beside it that {@link FastNet#load} reads; without that line it is
 * {@code network.safetensors}, as training writes it. The line {@code style=NAME} instead chooses
 * one of the styles of {@link FastNetMethod#styles}. The network lies on the default device.
 */
public final class FastNetBlockFactory implements BlockFactory {
  private static final long serialVersionUID = 1L;
  private static final String DEFAULT_FILE = "network.safetensors";

  /** Makes the factory, as DJL does. */
  public FastNetBlockFactory() {}

  /**
   * Loads the network.
   *
   * @param model frees the network when it is closed
   * @param modelPath the folder in which the file lies
   * @param arguments {@code network}, {@code style} or none of them
   * @return a block that paints
   * @throws IOException if the file cannot be read or is no network
   * @throws IllegalArgumentException if both are given or there is no such style
   */
  @Override
  public Block newBlock(Model model, Path modelPath, Map<String, ?> arguments) throws IOException {
    Object file = arguments.get("network");
    Object style = arguments.get("style");
    if (file != null && style != null) {
      throw new IllegalArgumentException(
          "network=%s and style=%s contradict each other: give one of them".formatted(file, style));
    }
    StyleModel network =
        style == null
            ? FastNet.load(modelPath.resolve(file == null ? DEFAULT_FILE : file.toString()))
            : new FastNetMethod().bundled(style.toString());
    model.getNDManager().attachInternal(UUID.randomUUID().toString(), network);
    return new StyleBlock(network);
  }
}
