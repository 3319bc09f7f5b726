package io.github.stylizer.examples.window;

import java.awt.BorderLayout;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;

/** A slider with its title, its value, and what its ends mean. */
final class LabeledSlider {
  private final JPanel panel = new JPanel(new BorderLayout(0, 0));
  private final JSlider slider;
  private final JLabel shown = Theme.style(new JLabel(), "foreground: $" + Theme.QUIET);
  private final String title;
  private final DoubleUnaryOperator toValue;
  private final DoubleUnaryOperator toPosition;
  private final DoubleFunction<String> words;
  private boolean quiet;

  /** What a slider is about. */
  record Scale(
      int least,
      int most,
      DoubleUnaryOperator toValue,
      DoubleUnaryOperator toPosition,
      DoubleFunction<String> words) {

    /** From 0 to 1, in steps of 0.05. */
    static final Scale SHARE =
        new Scale(0, 20, position -> position / 20, value -> value * 20, Scale::plain);

    /** Factors for strokes, in steps of half a power of two. */
    static final Scale STROKES =
        new Scale(
            -4,
            6,
            position -> Math.pow(2, position / 2),
            value -> Math.log(value) / Math.log(2) * 2,
            value -> "×" + plain(value));

    /** Pixels of soft edges, in steps of five. */
    static final Scale FEATHER =
        new Scale(
            0, 40, position -> position * 5, value -> value / 5, value -> plain(value) + " px");

    private static String plain(double value) {
      return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }
  }

  LabeledSlider(
      String title,
      char mnemonic,
      Scale scale,
      String leastMeans,
      String mostMeans,
      Runnable changed) {
    this.title = title;
    toValue = scale.toValue();
    toPosition = scale.toPosition();
    words = scale.words();
    slider = new JSlider(scale.least(), scale.most());
    JLabel label = new JLabel(title);
    label.setLabelFor(slider);
    label.setDisplayedMnemonic(mnemonic);
    JPanel head = new JPanel(new BorderLayout());
    head.add(label, BorderLayout.WEST);
    head.add(shown, BorderLayout.EAST);
    JPanel ends = new JPanel(new BorderLayout());
    ends.add(Theme.hint(leastMeans), BorderLayout.WEST);
    ends.add(Theme.hint(mostMeans), BorderLayout.EAST);
    panel.add(head, BorderLayout.NORTH);
    panel.add(slider, BorderLayout.CENTER);
    panel.add(ends, BorderLayout.SOUTH);
    slider.addChangeListener(
        moved -> {
          describe();
          if (!quiet) {
            changed.run();
          }
        });
    describe();
  }

  private void describe() {
    String text = words.apply(get());
    shown.setText(text);
    slider.getAccessibleContext().setAccessibleName(title + " " + text);
  }

  JComponent component() {
    return panel;
  }

  JSlider slider() {
    return slider;
  }

  double get() {
    return toValue.applyAsDouble(slider.getValue());
  }

  /** Shows a value, without telling anyone. */
  void set(double value) {
    quiet = true;
    slider.setValue((int) Math.round(toPosition.applyAsDouble(value)));
    quiet = false;
  }
}
