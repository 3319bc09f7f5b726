package io.github.stylizer.examples.window;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.TransferHandler;

/** Takes files that are dropped or pasted. */
@SuppressWarnings("serial") // never written
final class FileDrop extends TransferHandler {
  private final Consumer<List<Path>> dropped;
  private final Consumer<Throwable> failed;

  FileDrop(Consumer<List<Path>> dropped, Consumer<Throwable> failed) {
    this.dropped = dropped;
    this.failed = failed;
  }

  @Override
  public boolean canImport(TransferSupport given) {
    if (!given.isDataFlavorSupported(DataFlavor.javaFileListFlavor)) {
      return false;
    }
    if (given.isDrop()) {
      // Never move: some file managers would delete the file.
      if ((given.getSourceDropActions() & COPY) == 0) {
        return false;
      }
      given.setDropAction(COPY);
    }
    return true;
  }

  @Override
  public boolean importData(TransferSupport given) {
    if (!canImport(given)) {
      return false;
    }
    try {
      List<?> files =
          (List<?>) given.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
      dropped.accept(files.stream().map(file -> ((File) file).toPath()).toList());
      return true;
    } catch (UnsupportedFlavorException | IOException | RuntimeException e) {
      failed.accept(e);
      return false;
    }
  }
}
