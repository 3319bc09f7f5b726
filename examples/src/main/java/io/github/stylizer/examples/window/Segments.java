package io.github.stylizer.examples.window;

import java.awt.BorderLayout;
import java.awt.GridLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.AbstractButton;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.JToggleButton;

/** Buttons in a row of which one is pressed, with a title above and what it means below. */
final class Segments<T> {
  private static final int MOST_IN_A_ROW = 3;

  private final JPanel panel = new JPanel(new BorderLayout(0, 4));
  private final Map<Choice<T>, JToggleButton> buttons = new LinkedHashMap<>();
  private final JTextArea hint = Wrapped.quiet("");
  private T value;

  Segments(String title, List<Choice<T>> choices, Consumer<T> changed) {
    value = choices.get(0).value();
    JPanel row =
        new JPanel(new GridLayout(0, choices.size() > MOST_IN_A_ROW ? 2 : choices.size(), 4, 4));
    ButtonGroup group = new ButtonGroup();
    for (Choice<T> choice : choices) {
      JToggleButton button = new JToggleButton(choice.label());
      button.setMnemonic(choice.mnemonic());
      button.getAccessibleContext().setAccessibleName(title + ": " + choice.label());
      button.getAccessibleContext().setAccessibleDescription(choice.hint());
      Theme.style(button, "margin: 5,4,5,4");
      group.add(button);
      row.add(button);
      buttons.put(choice, button);
      button.addActionListener(
          pressed -> {
            set(choice.value());
            changed.accept(choice.value());
          });
    }
    new ArrowKeys(List.copyOf(buttons.values()), AbstractButton::doClick);
    panel.add(new JLabel(title), BorderLayout.NORTH);
    panel.add(row, BorderLayout.CENTER);
    panel.add(hint, BorderLayout.SOUTH);
    set(value);
  }

  JComponent component() {
    return panel;
  }

  /** Lets nobody choose, and says why. */
  void disable(String reason) {
    setEnabled(false);
    hint.setText(reason);
  }

  /** Lets people choose again. */
  void enable() {
    setEnabled(true);
    set(value);
  }

  private void setEnabled(boolean enabled) {
    buttons.values().forEach(button -> button.setEnabled(enabled));
  }

  T get() {
    return value;
  }

  /** Shows a value, without telling anyone. */
  void set(T other) {
    value = other;
    buttons.forEach(
        (choice, button) -> {
          if (choice.value().equals(other)) {
            button.setSelected(true);
            hint.setText(choice.hint());
          }
        });
  }
}
