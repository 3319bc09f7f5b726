package io.github.stylizer.examples.window;

import io.github.stylizer.examples.painting.ImageFile;
import io.github.stylizer.examples.painting.SettingsImage;
import java.awt.BorderLayout;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.jspecify.annotations.Nullable;

/** An image that can be chosen, and removed again. */
final class FileField {
  private static final String CHOOSE = "Choose an image…";

  private final JPanel panel = new JPanel(new BorderLayout(8, 4));
  private final JButton choose = new JButton(CHOOSE);
  private final JButton remove = new JButton("Remove");
  private final String title;
  private @Nullable Path file;

  /**
   * Makes an empty one.
   *
   * @param hint what the image is for
   * @param dialog asks for a file; gets its own title
   * @param changed is told about another file, and about none
   */
  FileField(String title, String hint, Function<String, Optional<Path>> dialog, Runnable changed) {
    this.title = title;
    JLabel label = new JLabel(title);
    label.setLabelFor(choose);
    remove.getAccessibleContext().setAccessibleName("Remove the " + title);
    choose.getAccessibleContext().setAccessibleDescription(hint);
    choose.addActionListener(
        pressed ->
            dialog
                .apply(title)
                .ifPresent(
                    chosen -> {
                      show(chosen);
                      changed.run();
                    }));
    remove.addActionListener(
        pressed -> {
          show((Path) null);
          changed.run();
          choose.requestFocusInWindow();
        });
    panel.add(label, BorderLayout.NORTH);
    panel.add(choose, BorderLayout.CENTER);
    panel.add(remove, BorderLayout.EAST);
    panel.add(Wrapped.quiet(hint), BorderLayout.SOUTH);
    show((Path) null);
  }

  JComponent component() {
    return panel;
  }

  JButton chooseButton() {
    return choose;
  }

  JButton removeButton() {
    return remove;
  }

  /** The image, or null if there is none. */
  @Nullable SettingsImage get() {
    return file == null ? null : new ImageFile(file);
  }

  /** Shows an image, without telling anyone. */
  void set(@Nullable SettingsImage image) {
    show(image instanceof ImageFile chosen ? chosen.file() : null);
  }

  private void show(@Nullable Path chosen) {
    file = chosen;
    String text = chosen == null ? CHOOSE : String.valueOf(chosen.getFileName());
    choose.setText(text);
    choose.setToolTipText(chosen == null ? null : chosen.toString());
    choose.getAccessibleContext().setAccessibleName(title + ": " + text);
    remove.setVisible(chosen != null);
  }
}
