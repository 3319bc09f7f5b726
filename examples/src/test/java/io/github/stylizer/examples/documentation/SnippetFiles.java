package io.github.stylizer.examples.documentation;

import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.examples.RandomMetaNet;
import io.github.stylizer.examples.RandomNetwork;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.metanet.StyleGallery;
import io.github.stylizer.testing.DrawnVgg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The working directory of documents that are run. All images are noise, and all networks but the
 * bundled ones are untrained.
 *
 * <ul>
 *   <li>{@code photo.jpg}, {@code painting.jpg}, and every other {@code .jpg} that the statements
 *       name but for those that they write: 64x48 pixels
 *   <li>the folders {@code photos} and {@code paintings} with two images each
 *   <li>{@code mosaic.safetensors}: a network for {@code FastNet}
 *   <li>{@code metanet.safetensors}: a {@code MetaNet} that uses VGG-16
 *   <li>{@code painting.style}: a style code for the bundled {@code MetaNet}
 *   <li>{@code vgg16.safetensors}: what {@code Vgg.vgg16()} loads here
 * </ul>
 */
final class SnippetFiles {
  static final String VGG16 = "vgg16.safetensors";

  private static final List<String> PICTURES =
      List.of(
          "photo.jpg",
          "painting.jpg",
          "photos/1.jpg",
          "photos/2.jpg",
          "paintings/1.jpg",
          "paintings/2.jpg");
  private static final String VGG16_TAPS = "relu1_2 relu2_2 relu3_3 relu4_3";
  private static final String FILE = "Path\\.of\\(\"([^\"]+)\"\\)";
  private static final Pattern NAMED = Pattern.compile(FILE);
  private static final Pattern WRITTEN =
      Pattern.compile("\\.(?:apply|write)\\([^;]*,\\s*" + FILE + "\\)");

  private SnippetFiles() {}

  /** All files that the statements name, with folders between {@code /}. */
  static Set<String> named(List<Snippet> snippets) {
    return found(NAMED, snippets);
  }

  private static Set<String> found(Pattern pattern, List<Snippet> snippets) {
    Set<String> names = new TreeSet<>();
    for (Snippet snippet : snippets) {
      pattern.matcher(snippet.text()).results().forEach(name -> names.add(name.group(1)));
    }
    return names;
  }

  /** Makes the files for these statements. */
  static void make(Path folder, List<Snippet> snippets) throws IOException {
    Set<String> pictures = new TreeSet<>(PICTURES);
    named(snippets).stream().filter(name -> name.endsWith(".jpg")).forEach(pictures::add);
    pictures.removeAll(found(WRITTEN, snippets));
    for (String name : pictures) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      ImageEncoder.standard().write(NoiseImages.noise(64, 48, name.hashCode()), file);
    }
    RandomNetwork.write(folder.resolve("mosaic.safetensors"));
    RandomMetaNet.write(folder.resolve("metanet.safetensors"), 3, VGG16_TAPS);
    StyleGallery.code("great-wave").save(folder.resolve("painting.style"));
    DrawnVgg.vgg16(folder.resolve(VGG16), 7);
  }
}
