package io.github.stylizer.examples.window;

import javax.swing.JTextArea;
import javax.swing.text.DefaultCaret;

/** Text of several lines that is only read. */
@SuppressWarnings("serial") // never written
final class Wrapped extends JTextArea {

  private Wrapped(String text) {
    super(text);
    setLineWrap(true);
    setWrapStyleWord(true);
    setEditable(false);
    setFocusable(false);
    setOpaque(false);
  }

  /** Also called when the theme changes. */
  @Override
  public void updateUI() {
    super.updateUI();
    setBorder(null);
    if (getCaret() instanceof DefaultCaret caret) {
      // Another text would scroll what is around it.
      caret.setUpdatePolicy(DefaultCaret.NEVER_UPDATE);
    }
    // Files that are dropped on it are for the window.
    setTransferHandler(null);
    setDropTarget(null);
  }

  static Wrapped text(String text) {
    return Theme.style(new Wrapped(text), "font: $Label.font; background: null");
  }

  static Wrapped quiet(String text) {
    return Theme.style(text(text), "font: -1 $Label.font; foreground: $" + Theme.QUIET);
  }
}
