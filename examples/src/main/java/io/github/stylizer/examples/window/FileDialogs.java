package io.github.stylizer.examples.window;

import io.github.stylizer.image.ImageEncoder;
import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import org.jspecify.annotations.Nullable;

/** Asks for files. */
class FileDialogs {
  private @Nullable File folder;

  /** Asks for a file to open. */
  Optional<Path> open(String title) {
    JFileChooser chooser = new JFileChooser(folder);
    chooser.setDialogTitle(title);
    boolean chosen = chooser.showOpenDialog(parent()) == JFileChooser.APPROVE_OPTION;
    folder = chooser.getCurrentDirectory();
    return chosen ? Optional.of(chooser.getSelectedFile().toPath()) : Optional.empty();
  }

  /** Asks for photos, films and folders. */
  List<Path> openSeveral(String title) {
    JFileChooser chooser = new JFileChooser(folder);
    chooser.setDialogTitle(title);
    chooser.setMultiSelectionEnabled(true);
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    boolean chosen = chooser.showOpenDialog(parent()) == JFileChooser.APPROVE_OPTION;
    folder = chooser.getCurrentDirectory();
    return chosen
        ? Arrays.stream(chooser.getSelectedFiles()).map(File::toPath).toList()
        : List.of();
  }

  /**
   * Asks where to save a picture, and whether to replace a file that is there.
   *
   * @param suggested a name; its extension is added if none is given
   */
  Optional<Path> save(Path suggested) {
    JFileChooser chooser = new JFileChooser();
    chooser.setDialogTitle("Save as");
    chooser.setSelectedFile(suggested.toFile());
    while (chooser.showSaveDialog(parent()) == JFileChooser.APPROVE_OPTION) {
      Path file = withExtension(chooser.getSelectedFile().toPath(), suggested);
      if (!Files.exists(file) || isReplaced(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static @Nullable Component parent() {
    return KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
  }

  static Path withExtension(Path file, Path suggested) {
    String name = file.getFileName().toString();
    // Another extension that is no format at all is reported when it is saved.
    if (ImageEncoder.supports(file) || name.lastIndexOf('.') > 0) {
      return file;
    }
    String suggestedName = suggested.getFileName().toString();
    return file.resolveSibling(name + suggestedName.substring(suggestedName.lastIndexOf('.')));
  }

  private boolean isReplaced(Path file) {
    return JOptionPane.showConfirmDialog(
            parent(),
            file.getFileName() + " is there already. Replace it?",
            "Save as",
            JOptionPane.OK_CANCEL_OPTION)
        == JOptionPane.OK_OPTION;
  }
}
