package io.github.stylizer.image;

import io.github.stylizer.internal.io.Services;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
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
    Services.all(ImageFormatReader.class).forEach(reader -> formats.addAll(reader.formats()));
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
      for (ImageFormatReader provider : Services.all(ImageFormatReader.class)) {
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
    if (unsupported == null && TiffReader.isTiff(source)) {
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
