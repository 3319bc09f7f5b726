package io.github.stylizer.examples.window;

import javax.swing.JTextArea;

/** Text of several lines that is only read. */
final class Wrapped {

  private Wrapped() {}

  static JTextArea text(String text) {
    JTextArea area = new JTextArea(text);
    area.setLineWrap(true);
    area.setWrapStyleWord(true);
    area.setEditable(false);
    area.setFocusable(false);
    area.setOpaque(false);
    area.setBorder(null);
    // Files that are dropped on it are for the window.
    area.setTransferHandler(null);
    return Theme.style(area, "font: $Label.font; background: null");
  }

  static JTextArea quiet(String text) {
    return Theme.style(text(text), "font: -1 $Label.font; foreground: $" + Theme.QUIET);
  }
}
