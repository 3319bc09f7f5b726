package io.github.stylizer.metanet;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleCode;
import io.github.stylizer.StyleModel;
import io.github.stylizer.djl.StyleBlock;
import io.github.stylizer.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Prepares a style for DJL and djl-serving from a folder with a {@code serving.properties} file and
 * no code:
 *
 * <pre>
 * engine=PyTorch
 * option.hasParameter=false
 * blockFactory=io.github.stylizer.metanet.MetaNetBlockFactory
 * translatorFactory=io.github.stylizer.djl.StyleTranslatorFactory
 * style=great-wave
 * </pre>
 *
 * <p>{@code style} is one of {@link StyleGallery#styles}. Use {@code painting=FILE} instead for a
 * painting, or a style code of the bundled network, in that folder. The network is on the default
 * device.
 */
public final class MetaNetBlockFactory implements BlockFactory {
  private static final long serialVersionUID = 1L;
  private static final String CODE_EXTENSION = ".style";

  /** Creates the factory, for DJL. */
  public MetaNetBlockFactory() {}

  /**
   * Prepares the style.
   *
   * @param model owns the network
   * @param modelPath the folder of the file
   * @param arguments {@code style} or {@code painting}
   * @return a block that stylizes images
   * @throws IOException if the file cannot be read, or is neither a painting nor a style code
   * @throws IllegalArgumentException if both or none are given, or the style is unknown
   */
  @Override
  public Block newBlock(Model model, Path modelPath, Map<String, ?> arguments) throws IOException {
    Object name = arguments.get("style");
    Object file = arguments.get("painting");
    if ((name == null) == (file == null)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected style=NAME or painting=FILE in serving.properties, but found style=%s and"
                  + " painting=%s",
              name,
              file));
    }
    return block(model, name == null ? read(modelPath.resolve(file.toString())) : bundled(name));
  }

  private static Style bundled(Object name) {
    return Style.of(name.toString());
  }

  private static Style read(Path file) throws IOException {
    return file.toString().endsWith(CODE_EXTENSION)
        ? Style.of(StyleCode.load(file))
        : Style.of(ImageDecoder.standard().read(file));
  }

  /** Makes a block of a style that lives as long as the model. */
  static Block block(Model model, Style style) throws IOException {
    StyleModel network = new MetaNetMethod().prepare(List.of(style), ProgressListener.NONE);
    model.getNDManager().attachInternal(UUID.randomUUID().toString(), network);
    return new StyleBlock(network);
  }
}
