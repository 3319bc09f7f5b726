package io.github.stylizer.examples.documentation;

import io.github.stylizer.examples.Pictures;
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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The working directory of documents that are run. All pictures are noise, and all networks but
 * those that come along have learned nothing.
 *
 * <ul>
 *   <li>{@code photo.jpg}, {@code in.jpg}, {@code painting.jpg}, {@code wave.jpg}, {@code
 *       scream.jpg}, and every other {@code .jpg} that the statements name, unless its name begins
 *       with {@code out}: 64x48 pixels
 *   <li>the folders {@code photos} and {@code paintings} with two pictures each
 *   <li>{@code mosaic.safetensors} and {@code network.safetensors}: networks for {@code FastNet}
 *   <li>{@code metanet.safetensors}: a {@code MetaNet} that reads paintings with VGG-16
 *   <li>{@code painting.style}: a style code for the {@code MetaNet} that comes along
 *   <li>{@code vgg16.safetensors}: what {@code Vgg.vgg16()} loads here
 * </ul>
 */
final class SnippetFiles {
  static final String VGG16 = "vgg16.safetensors";

  private static final List<String> PICTURES =
      List.of(
          "photo.jpg",
          "in.jpg",
          "painting.jpg",
          "wave.jpg",
          "scream.jpg",
          "photos/1.jpg",
          "photos/2.jpg",
          "paintings/1.jpg",
          "paintings/2.jpg");
  private static final String VGG16_TAPS = "relu1_2 relu2_2 relu3_3 relu4_3";
  private static final Pattern NAMED = Pattern.compile("Path\\.of\\(\"([^\"]+)\"\\)");

  private SnippetFiles() {}

  /** The files that statements name, with folders between {@code /}. */
  static Set<String> namedBy(List<Snippet> snippets) {
    Set<String> names = new TreeSet<>();
    for (Snippet snippet : snippets) {
      NAMED.matcher(snippet.text()).results().map(SnippetFiles::first).forEach(names::add);
    }
    return names;
  }

  private static String first(MatchResult found) {
    return found.group(1);
  }

  /** Makes the files for these statements. */
  static void make(Path folder, List<Snippet> snippets) throws IOException {
    Set<String> pictures = new TreeSet<>(PICTURES);
    namedBy(snippets).stream()
        .filter(name -> name.endsWith(".jpg"))
        .filter(name -> !Path.of(name).getFileName().toString().startsWith("out"))
        .forEach(pictures::add);
    for (String name : pictures) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      ImageEncoder.standard().write(Pictures.noise(64, 48, name.hashCode()), file);
    }
    RandomNetwork.write(folder.resolve("mosaic.safetensors"));
    RandomNetwork.write(folder.resolve("network.safetensors"));
    RandomMetaNet.write(folder.resolve("metanet.safetensors"), 3, VGG16_TAPS);
    StyleGallery.code("great-wave").save(folder.resolve("painting.style"));
    DrawnVgg.vgg16(folder.resolve(VGG16), 7);
  }
}
