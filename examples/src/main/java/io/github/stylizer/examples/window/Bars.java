package io.github.stylizer.examples.window;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.GridBagLayout;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;

/** What is being painted, what went wrong, and what has happened, below the picture. */
final class Bars {
  private final JPanel panel = new JPanel();
  private final JPanel working = bar(Theme.SURFACE);
  private final JLabel workingText = new JLabel();
  private final JProgressBar progress = new JProgressBar();
  private final JButton cancel = new JButton("Cancel");
  private final JPanel problem = bar(Theme.WARM_SOFT);
  private final JTextArea problemText = Wrapped.text("");
  private final JButton close = new JButton("Close");

  Bars(Runnable canceled) {
    panel.setLayout(new BoxLayout(panel, BoxLayout.Y_AXIS));
    JPanel text = new JPanel(new BorderLayout(0, 4));
    text.setOpaque(false);
    text.add(workingText, BorderLayout.CENTER);
    text.add(progress, BorderLayout.SOUTH);
    workingText.setLabelFor(progress);
    cancel.setToolTipText("Escape");
    cancel.addActionListener(pressed -> canceled.run());
    working.add(text, BorderLayout.CENTER);
    working.add(centered(cancel), BorderLayout.EAST);
    problemText.getAccessibleContext().setAccessibleName("Problem");
    problem.add(problemText, BorderLayout.CENTER);
    problem.add(centered(close), BorderLayout.EAST);
    close.addActionListener(pressed -> noProblem());
    panel.add(working);
    panel.add(problem);
    idle();
    noProblem();
  }

  private static JPanel bar(String color) {
    JPanel bar = new JPanel(new BorderLayout(12, 0));
    bar.setBorder(BorderFactory.createEmptyBorder(8, 12, 8, 8));
    bar.setAlignmentX(Component.LEFT_ALIGNMENT);
    return Theme.style(bar, "background: $" + color + "; arc: 12");
  }

  private static JComponent centered(JComponent component) {
    JPanel around = new JPanel(new GridBagLayout());
    around.setOpaque(false);
    around.add(component);
    return around;
  }

  JComponent component() {
    return panel;
  }

  void working(String text, long done, long total) {
    boolean known = total > 1;
    workingText.setText(
        known ? String.format(Locale.ROOT, "%s: %d of %d", text, done, total) : text);
    progress.setIndeterminate(!known);
    progress.setMaximum(known ? (int) Math.min(total, Integer.MAX_VALUE) : 1);
    progress.setValue((int) Math.min(done, Integer.MAX_VALUE));
    working.setVisible(true);
  }

  void idle() {
    progress.setIndeterminate(false);
    working.setVisible(false);
  }

  /** Shows what went wrong as a sentence. */
  void problem(String line) {
    String sentence = line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
    problemText.setText(sentence.endsWith(".") ? sentence : sentence + ".");
    problem.setVisible(true);
    panel.revalidate();
  }

  void noProblem() {
    problem.setVisible(false);
  }

  /** The sentence that is shown, or nothing. */
  String problem() {
    return problem.isVisible() ? problemText.getText() : "";
  }

  boolean isWorking() {
    return working.isVisible();
  }

  JButton cancelButton() {
    return cancel;
  }
}
