package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Writes the current state as an image to a folder, every few units of work. */
final class PreviewFolder implements ProgressListener {

  private final Path folder;
  private final int every;
  private String stage = "";
  private long lastTurn;
  private int written;

  PreviewFolder(Path folder, int every) {
    this.folder = folder;
    this.every = every;
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
      Path file = folder.resolve(String.format(Locale.ROOT, "preview-%04d.png", written));
      ImageEncoder.standard().write(preview, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
