package io.github.stylizer.examples.window;

import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/** Moves the focus between buttons by the arrow keys, and Home and End. */
final class ArrowKeys {
  private final List<? extends AbstractButton> buttons;
  private final Consumer<AbstractButton> reached;

  /**
   * Adds the keys.
   *
   * @param buttons in their order
   * @param reached what else to do with the button that gets the focus
   */
  ArrowKeys(List<? extends AbstractButton> buttons, Consumer<AbstractButton> reached) {
    this.buttons = buttons;
    this.reached = reached;
    for (int i = 0; i < buttons.size(); i++) {
      bind(i, "LEFT", i - 1);
      bind(i, "UP", i - 1);
      bind(i, "RIGHT", i + 1);
      bind(i, "DOWN", i + 1);
      bind(i, "HOME", 0);
      bind(i, "END", buttons.size() - 1);
    }
  }

  private void bind(int from, String key, int to) {
    if (to < 0 || to >= buttons.size()) {
      return;
    }
    AbstractButton button = buttons.get(from);
    button.getInputMap(JComponent.WHEN_FOCUSED).put(KeyStroke.getKeyStroke(key), key);
    button.getActionMap().put(key, new Move(buttons.get(to)));
  }

  @SuppressWarnings("serial") // never written
  private final class Move extends AbstractAction {
    private final AbstractButton target;

    Move(AbstractButton target) {
      this.target = target;
    }

    @Override
    public void actionPerformed(ActionEvent pressed) {
      target.requestFocusInWindow();
      target.scrollRectToVisible(new Rectangle(target.getSize()));
      reached.accept(target);
    }
  }
}
