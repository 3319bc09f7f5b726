package io.github.stylizer.examples.window;

import javax.swing.JCheckBoxMenuItem;
import javax.swing.JComponent;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/** The menus, and the keys that work wherever the focus is. */
final class Menus {
  private final WindowContent content;
  private final JMenuBar bar = new JMenuBar();

  Menus(WindowContent content, Runnable close) {
    this.content = content;
    CompareCanvas canvas = content.stage().canvas();
    JMenu file = menu("File", 'F');
    item(file, "Choose a photo…", 'C', "ctrl O", content::choosePhoto);
    item(file, "Choose a painting…", 'P', "ctrl P", content::choosePainting);
    item(file, "Try a sample", 'T', null, content.studio()::openSample);
    item(file, "Paste files", 'V', "ctrl V", this::paste);
    file.addSeparator();
    item(file, "Save as…", 'S', "ctrl S", content::save);
    item(file, "Cancel all of the queue", 'Q', null, () -> content.studio().queue().cancelAll());
    file.addSeparator();
    item(file, "Close", 'W', "ctrl W", close);
    JMenu view = menu("View", 'V');
    item(view, "Zoom in", 'I', "ctrl PLUS", () -> canvas.zoom(true));
    item(view, "Zoom out", 'O', "ctrl MINUS", () -> canvas.zoom(false));
    item(view, "Whole picture", 'W', "ctrl 0", canvas::zoomToFit);
    item(view, "Pixel by pixel", 'P', "ctrl 1", canvas::zoomToPixels);
    item(view, "Full size", 'F', "ctrl ENTER", content.studio()::paintFull);
    view.addSeparator();
    JCheckBoxMenuItem dark = new JCheckBoxMenuItem("Dark", content.isDark());
    dark.setMnemonic('D');
    dark.setAccelerator(KeyStroke.getKeyStroke("ctrl D"));
    dark.addActionListener(pressed -> content.setDark(dark.isSelected()));
    view.add(dark);
    JMenu help = menu("Help", 'H');
    item(help, "Show the three steps", 'S', "F1", () -> content.setGuided(false));
    addKeys(canvas);
  }

  JMenuBar bar() {
    return bar;
  }

  private JMenu menu(String name, char mnemonic) {
    JMenu menu = new JMenu(name);
    menu.setMnemonic(mnemonic);
    bar.add(menu);
    return menu;
  }

  private static void item(
      JMenu menu, String name, char mnemonic, @Nullable String keys, Runnable action) {
    JMenuItem item = new JMenuItem(name);
    item.setMnemonic(mnemonic);
    if (keys != null) {
      item.setAccelerator(KeyStroke.getKeyStroke(keys));
    }
    item.addActionListener(pressed -> action.run());
    menu.add(item);
  }

  private void addKeys(CompareCanvas canvas) {
    for (String key : new String[] {"typed +", "ctrl EQUALS", "ctrl ADD", "ctrl shift EQUALS"}) {
      bind(key, () -> canvas.zoom(true));
    }
    for (String key : new String[] {"typed -", "ctrl SUBTRACT"}) {
      bind(key, () -> canvas.zoom(false));
    }
    bind("ESCAPE", content.studio()::cancel);
  }

  private void bind(String key, Runnable action) {
    KeyBinding.bind(content.component(), JComponent.WHEN_IN_FOCUSED_WINDOW, key, action);
  }

  private void paste() {
    JComponent component = content.component();
    component
        .getTransferHandler()
        .importData(component, component.getToolkit().getSystemClipboard().getContents(component));
  }
}
