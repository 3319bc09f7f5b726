package io.github.stylizer.examples.window;

import java.awt.event.ActionEvent;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/** What a key does. */
@SuppressWarnings("serial") // never written
final class KeyBinding extends AbstractAction {
  private final Runnable action;

  private KeyBinding(Runnable action) {
    this.action = action;
  }

  /**
   * Binds a key.
   *
   * @param when a condition of {@link JComponent}, such as {@code WHEN_FOCUSED}
   * @param key as {@link KeyStroke#getKeyStroke(String)} reads it
   */
  static void bind(JComponent component, int when, String key, Runnable action) {
    component.getInputMap(when).put(KeyStroke.getKeyStroke(key), key);
    component.getActionMap().put(key, new KeyBinding(action));
  }

  @Override
  public void actionPerformed(ActionEvent pressed) {
    action.run();
  }
}
