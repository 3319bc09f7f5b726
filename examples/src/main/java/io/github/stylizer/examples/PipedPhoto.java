package io.github.stylizer.examples;

import io.github.stylizer.Stylizer;
import io.github.stylizer.internal.io.AtomicFile;
import io.github.stylizer.internal.io.FileLimits;
import io.github.stylizer.internal.io.Uninterrupted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Paints a photo that comes from standard input, or whose picture goes to standard output.
 *
 * @param photo the file, or {@link StandardStreams#NAME}
 * @param picture the file, or {@link StandardStreams#NAME}
 * @param format of the picture, as an extension without its dot
 */
record PipedPhoto(Path photo, Path picture, String format, StandardStreams streams) {

  /** Paints the photo and writes the picture, even if the thread is interrupted meanwhile. */
  void paint(Stylizer stylizer) throws IOException {
    byte[] painted = stylizer.apply(read(), name(), format);
    Uninterrupted.run(
        () -> {
          if (picture.equals(StandardStreams.NAME)) {
            streams.write(painted);
          } else {
            AtomicFile.write(picture, stream -> stream.write(painted));
          }
          return painted;
        });
  }

  private String name() {
    return photo.equals(StandardStreams.NAME) ? StandardStreams.INPUT : photo.toString();
  }

  private byte[] read() throws IOException {
    // One more, so that the decoder refuses what is longer.
    int limit = FileLimits.IMAGE_BYTES_IN_MEMORY + 1;
    if (photo.equals(StandardStreams.NAME)) {
      return streams.read(limit);
    }
    try (InputStream file = Files.newInputStream(photo)) {
      return file.readNBytes(limit);
    }
  }
}
