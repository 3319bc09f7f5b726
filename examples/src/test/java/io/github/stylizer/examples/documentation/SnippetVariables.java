package io.github.stylizer.examples.documentation;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.vgg.Vgg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the statements of documents may use without declaring it. They may declare a variable of the
 * same name. {@link SnippetFiles} says which files there are.
 *
 * <ul>
 *   <li>{@code BufferedImage photo}
 *   <li>{@code BufferedImage painting}
 *   <li>{@code Vgg vgg16}
 * </ul>
 */
public abstract class SnippetVariables {
  protected static BufferedImage photo;
  protected static BufferedImage painting;
  protected static Vgg vgg16;

  /** The statements. */
  public abstract void run() throws Exception;

  /** Gives the variables their values, from files in the working directory. */
  static void load() throws IOException {
    photo = ImageDecoder.standard().read(Path.of("photo.jpg"));
    painting = ImageDecoder.standard().read(Path.of("painting.jpg"));
    vgg16 = Vgg.vgg16();
  }
}
