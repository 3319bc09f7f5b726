package io.github.stylizer.examples.documentation;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.vgg.Vgg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Logger;

/**
 * What the statements of documents may use without declaring it. They may declare a variable of the
 * same name. {@link SnippetFiles} says which files there are.
 *
 * <ul>
 *   <li>{@code BufferedImage photo}, {@code painting}, {@code first}, {@code second}
 *   <li>{@code List<BufferedImage> photos}
 *   <li>{@code Path wave}, {@code scream}: files of paintings
 *   <li>{@code Vgg vgg}, {@code vgg16}: the same VGG-16
 *   <li>{@code MetaNet metaNet}: the one that comes along
 *   <li>{@code java.util.logging.Logger log}
 * </ul>
 */
public abstract class SnippetVariables {
  protected static BufferedImage photo;
  protected static BufferedImage painting;
  protected static BufferedImage first;
  protected static BufferedImage second;
  protected static List<BufferedImage> photos;
  protected static final Path wave = Path.of("wave.jpg");
  protected static final Path scream = Path.of("scream.jpg");
  protected static Vgg vgg;
  protected static Vgg vgg16;
  protected static MetaNet metaNet;
  protected static final Logger log = Logger.getLogger("documents");

  /** The statements. */
  public abstract void run() throws Exception;

  /** Gives the variables their values, from files in the working directory. */
  static void load() throws IOException {
    photo = ImageDecoder.standard().read(Path.of("photo.jpg"));
    painting = ImageDecoder.standard().read(Path.of("painting.jpg"));
    first = painting;
    second = ImageDecoder.standard().read(wave);
    photos = List.of(photo, ImageDecoder.standard().read(Path.of("in.jpg")));
    vgg = Vgg.vgg16();
    vgg16 = vgg;
    metaNet = MetaNet.compact();
  }
}
