package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes all other formats with ImageIO plug-ins. */
final class PluginReader implements ImageFormatReader {
  /** WBMP, which the JDK reads, has no signature: many files that are not images look like it. */
  private static final Set<String> LEFT_OUT =
      Set.of("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "PNM", "PBM", "PSD", "PCX", "WBMP");

  /** The first name of each plug-in. */
  @Override
  public List<String> formats() {
    return plugins().stream()
        .map(PluginReader::name)
        // Read by TiffReader.
        .filter(name -> !name.equals("BIGTIFF"))
        .distinct()
        .toList();
  }

  @Override
  public boolean canRead(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      return plugin(input) != null;
    }
  }

  @Override
  public ImageInfo info(ImageSource source) throws IOException {
    return with(
        source,
        (plugin, reader) ->
            new ImageInfo(name(plugin), reader.getWidth(0), reader.getHeight(0), 1));
  }

  @Override
  public BufferedImage read(ImageSource source, ImageInfo info) throws IOException {
    return with(
        source,
        (plugin, reader) -> {
          reader.addIIOReadProgressListener(new DeadlineListener(source.deadline()));
          return reader.read(0);
        });
  }

  private interface Work<T> {
    T apply(ImageReaderSpi plugin, ImageReader reader) throws IOException;
  }

  private static <T> T with(ImageSource source, Work<T> work) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      ImageReaderSpi plugin = plugin(input);
      if (plugin == null) {
        throw new IOException("its reader was removed from ImageIO");
      }
      ImageReader reader = plugin.createReaderInstance();
      try {
        reader.setInput(input, true, true);
        return work.apply(plugin, reader);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Returns the first plug-in that recognizes the file, or {@code null}. */
  private static @Nullable ImageReaderSpi plugin(ImageInputStream input) throws IOException {
    for (ImageReaderSpi plugin : plugins()) {
      input.mark();
      try {
        if (plugin.canDecodeInput(input)) {
          return plugin;
        }
      } finally {
        input.reset();
      }
    }
    return null;
  }

  private static List<ImageReaderSpi> plugins() {
    List<ImageReaderSpi> plugins = ImageIoProviders.all();
    plugins.removeIf(plugin -> names(plugin).anyMatch(LEFT_OUT::contains));
    plugins.removeIf(plugin -> names(plugin).findAny().isEmpty());
    return plugins;
  }

  private static String name(ImageReaderSpi plugin) {
    return names(plugin).findFirst().orElseThrow();
  }

  private static Stream<String> names(ImageReaderSpi plugin) {
    return Arrays.stream(plugin.getFormatNames()).map(name -> name.toUpperCase(Locale.ROOT));
  }
}
