package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.examples.painting.OutputFile;
import io.github.stylizer.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the current state as an image to a folder, every few units of work. */
final class PreviewFolder implements ProgressListener {

  private static final String OPTION = "--preview";

  private final Path folder;
  private final int every;
  private String stage = "";
  private long lastTurn;
  private int written;

  PreviewFolder(Path folder, int every) {
    this.folder = folder;
    this.every = every;
  }

  /**
   * Creates the folder, unless it exists, and checks that previews can be written to it.
   *
   * @param inputs the input files, which must not be overwritten
   * @throws IOException if not; the message has the reason and what to do
   */
  static void make(Path folder, List<Path> inputs) throws IOException {
    OutputFile.makeFolder(folder, OPTION);
    try (DirectoryStream<Path> previews = Files.newDirectoryStream(folder, "preview-[0-9]*.png")) {
      for (Path preview : previews) {
        OutputFile.requireOther(preview, inputs, OPTION);
      }
    }
    ImageEncoder.requireWritable(file(folder, 1));
  }

  @Override
  public void onProgress(Progress progress) {
    if (!progress.stage().equals(stage)) {
      stage = progress.stage();
      lastTurn = 0;
    }
    long turn = progress.done() / every;
    if (turn == lastTurn) {
      return;
    }
    lastTurn = turn;
    Optional<BufferedImage> preview = progress.preview();
    if (preview.isPresent()) {
      write(preview.get());
    }
  }

  private void write(BufferedImage preview) {
    written++;
    try {
      ImageEncoder.standard().write(preview, file(folder, written));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "preview-%04d.png", number));
  }
}
