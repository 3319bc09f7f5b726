package io.github.stylizer.examples.window;

import java.awt.FlowLayout;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** The three steps to a picture, and which is next. Seen until a picture has been saved. */
final class Guide {
  private static final List<String> STEPS =
      List.of("1  Drop or choose a photo", "2  Click a style", "3  Save as…");

  private final JPanel panel = new JPanel(new FlowLayout(FlowLayout.LEADING, 8, 0));
  private final List<JLabel> steps = STEPS.stream().map(JLabel::new).toList();

  Guide() {
    panel.setBorder(BorderFactory.createEmptyBorder(0, 0, 8, 0));
    for (int i = 0; i < steps.size(); i++) {
      if (i > 0) {
        panel.add(Theme.hint("›"));
      }
      steps.get(i).setBorder(BorderFactory.createEmptyBorder(4, 10, 4, 10));
      panel.add(steps.get(i));
    }
    panel.getAccessibleContext().setAccessibleName("How to paint a picture");
    show(Work.EMPTY);
  }

  JComponent component() {
    return panel;
  }

  /** Marks the step that is next. */
  void show(Work work) {
    int next = work.photo() == null ? 0 : work.style() == null ? 1 : 2;
    for (int i = 0; i < steps.size(); i++) {
      Theme.style(
          steps.get(i),
          i == next
              ? "arc: 999; background: $Stylizer.accent; foreground: $Stylizer.onAccent"
              : "arc: 999; background: null; foreground: $" + Theme.QUIET);
    }
    panel
        .getAccessibleContext()
        .setAccessibleDescription("The next step is " + STEPS.get(next).substring(1).strip());
  }
}
