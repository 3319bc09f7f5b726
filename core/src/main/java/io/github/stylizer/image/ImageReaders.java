package io.github.stylizer.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds the reader of a file: built-in readers first, then providers, then ImageIO plug-ins. */
final class ImageReaders {
  private static final List<ImageFormatReader> BUILT_IN =
      List.of(
          new JpegReader(),
          new PngReader(),
          new GifReader(),
          new BmpReader(),
          new TiffReader(),
          new WebpReader(),
          new NetpbmReader(),
          new PsdReader(),
          new PcxReader());
  private static final ImageFormatReader PLUGINS = new PluginReader();

  private ImageReaders() {}

  /** Returns the names of all formats that can be read, without duplicates. */
  static List<String> formats() {
    Set<String> formats = new LinkedHashSet<>();
    BUILT_IN.forEach(reader -> formats.addAll(reader.formats()));
    providers().forEach(reader -> formats.addAll(reader.formats()));
    formats.addAll(PLUGINS.formats());
    return List.copyOf(formats);
  }

  static CheckedReader of(ImageSource source) throws IOException {
    for (ImageFormatReader reader : BUILT_IN) {
      if (reader.canRead(source)) {
        return new CheckedReader(source, reader, "");
      }
    }
    try {
      for (ImageFormatReader provider : providers()) {
        CheckedReader reader =
            new CheckedReader(source, provider, " by " + provider.getClass().getName());
        if (reader.canRead()) {
          return reader;
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new ImageFormatException(
          source.name(),
          "an image reader on the class path cannot be loaded: " + e.getMessage(),
          e);
    }
    CheckedReader plugins = new CheckedReader(source, PLUGINS, " by an ImageIO plug-in");
    if (plugins.canRead()) {
      return plugins;
    }
    throw unknown(source);
  }

  /** In an application server only the context class loader sees the application's providers. */
  private static List<ImageFormatReader> providers() {
    Map<Class<?>, ImageFormatReader> providers = new LinkedHashMap<>();
    List<ServiceLoader<ImageFormatReader>> loaders =
        List.of(
            ServiceLoader.load(ImageFormatReader.class),
            ServiceLoader.load(ImageFormatReader.class, ImageFormatReader.class.getClassLoader()));
    for (ServiceLoader<ImageFormatReader> loader : loaders) {
      loader.stream()
          .forEach(found -> providers.computeIfAbsent(found.type(), type -> found.get()));
    }
    return new ArrayList<>(providers.values());
  }

  /** Returns whether a file is in an image format, readable or not. */
  static boolean isImage(ImageSource source) throws IOException {
    if (!CommonsImaging.format(source).equals(CommonsImaging.UNKNOWN)
        || UnsupportedFormat.of(source) != null) {
      return true;
    }
    try {
      of(source);
      return true;
    } catch (ImageFormatException e) {
      return false;
    }
  }

  private static ImageFormatException unknown(ImageSource source) throws IOException {
    String problem = "cannot be read as an image: found ";
    UnsupportedFormat unsupported = UnsupportedFormat.of(source);
    String format = CommonsImaging.format(source);
    if (format.equals(TiffReader.FORMAT)) {
      unsupported = UnsupportedFormat.CAMERA_RAW;
    }
    if (unsupported != null) {
      return new ImageFormatException(
          source.name(), problem + unsupported.what() + "; " + unsupported.remedy());
    }
    List<String> formats = formats();
    int last = formats.size() - 1;
    return new ImageFormatException(
        source.name(),
        problem
            + (format.equals(CommonsImaging.UNKNOWN) ? source.describeContent() : format)
            + ", expected "
            + String.join(", ", formats.subList(0, last))
            + " or "
            + formats.get(last));
  }
}
