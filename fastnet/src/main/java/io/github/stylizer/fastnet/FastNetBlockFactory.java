package io.github.stylizer.fastnet;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import io.github.stylizer.StyleModel;
import io.github.stylizer.djl.StyleBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Loads a network for DJL and djl-serving from a folder with a {@code serving.properties} file and
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
 * <p>{@code network} is a file in that folder, in a format of {@link FastNet#load}; default {@code
 * network.safetensors}, which training writes. Use {@code style=NAME} instead for one of {@link
 * FastNetMethod#styles}. The network is on the default device.
 */
public final class FastNetBlockFactory implements BlockFactory {
  private static final long serialVersionUID = 1L;
  private static final String DEFAULT_FILE = "network.safetensors";

  /** Creates the factory, for DJL. */
  public FastNetBlockFactory() {}

  /**
   * Loads the network.
   *
   * @param model owns the network
   * @param modelPath the folder of the file
   * @param arguments {@code network}, {@code style} or neither
   * @return a block that stylizes images
   * @throws IOException if the file cannot be read or is not a network
   * @throws IllegalArgumentException if both are given or the style is unknown
   */
  @Override
  public Block newBlock(Model model, Path modelPath, Map<String, ?> arguments) throws IOException {
    Object file = arguments.get("network");
    Object style = arguments.get("style");
    if (file != null && style != null) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network=%s and style=%s cannot be combined", file, style));
    }
    StyleModel network =
        style == null
            ? FastNet.load(modelPath.resolve(file == null ? DEFAULT_FILE : file.toString()))
            : new FastNetMethod().bundled(style.toString());
    model.getNDManager().attachInternal(UUID.randomUUID().toString(), network);
    return new StyleBlock(network);
  }
}
