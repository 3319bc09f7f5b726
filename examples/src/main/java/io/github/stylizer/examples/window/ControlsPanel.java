package io.github.stylizer.examples.window;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Quality;
import io.github.stylizer.examples.painting.PaintSettings;
import io.github.stylizer.examples.window.LabeledSlider.Scale;
import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.Timer;

/** The settings, in the words, the order and with the defaults of the command and of the page. */
final class ControlsPanel {
  private static final int SLIDER_RESTS = 250;

  private final Column panel = new Column();
  private final Consumer<PaintSettings> changed;
  private final Timer later;
  private final Segments<Quality> quality;
  private final LabeledSlider strength;
  private final LabeledSlider strokes;
  private final Segments<Optional<ColorPreservation>> colors;
  private final LabeledSlider amount;
  private final JComboBox<Choice<Optional<Integer>>> size = list(Choice.SIZES);
  private final JComboBox<Choice<String>> format = list(Choice.FORMATS);
  private boolean showing;

  /**
   * Makes the controls.
   *
   * @param changed gets the settings after a change, of most sliders once they have come to rest
   * @param formatChanged gets the extension of the files to save
   */
  ControlsPanel(Consumer<PaintSettings> changed, Consumer<String> formatChanged) {
    this.changed = changed;
    later = new Timer(SLIDER_RESTS, rested -> changed.accept(settings()));
    later.setRepeats(false);
    quality = new Segments<>("Quality", Choice.QUALITIES, value -> changedNow());
    // Needs no painting.
    strength =
        new LabeledSlider("Strength", 'S', Scale.SHARE, "photo", "full style", this::changedNow);
    strokes = new LabeledSlider("Strokes", 'K', Scale.STROKES, "finer", "larger", later::restart);
    colors = new Segments<>("Colors", Choice.COLORS, value -> changedNow());
    amount =
        new LabeledSlider(
            "Amount", 'U', Scale.SHARE, "painting’s colors", "photo’s colors", later::restart);
    size.addActionListener(chosen -> changedNow());
    format.addActionListener(
        chosen -> {
          if (!showing) {
            formatChanged.accept(selected(format));
          }
        });
    arrange();
    show(Work.EMPTY);
  }

  private static <T> JComboBox<Choice<T>> list(List<Choice<T>> choices) {
    JComboBox<Choice<T>> box = new JComboBox<>();
    choices.forEach(box::addItem);
    return box;
  }

  private static <T> T selected(JComboBox<Choice<T>> box) {
    return box.getItemAt(Math.max(0, box.getSelectedIndex())).value();
  }

  private void arrange() {
    panel.setBorder(BorderFactory.createEmptyBorder(4, 16, 12, 16));
    panel.add(Theme.heading("Settings"), 8);
    panel.add(quality.component(), 12);
    panel.add(strength.component(), 12);
    panel.add(strokes.component(), 12);
    panel.add(colors.component(), 8);
    panel.add(amount.component(), 12);
    JPanel pair = new JPanel(new BorderLayout(10, 0));
    pair.add(titled("Size", 'Z', size), BorderLayout.CENTER);
    pair.add(titled("Format", 'R', format), BorderLayout.EAST);
    panel.add(pair, 12);
    JButton reset = new JButton("Reset settings");
    reset.setMnemonic('E');
    reset.addActionListener(pressed -> reset());
    JPanel row = new JPanel(new FlowLayout(FlowLayout.LEADING, 0, 0));
    row.add(reset);
    panel.add(row, 0);
    panel.end();
  }

  private static JComponent titled(String title, char mnemonic, JComponent field) {
    JPanel titled = new JPanel(new GridLayout(2, 1, 0, 2));
    JLabel label = new JLabel(title);
    label.setLabelFor(field);
    label.setDisplayedMnemonic(mnemonic);
    titled.add(label);
    titled.add(field);
    return titled;
  }

  JComponent component() {
    return panel;
  }

  LabeledSlider strength() {
    return strength;
  }

  private void changedNow() {
    if (!showing) {
      later.stop();
      changed.accept(settings());
    }
  }

  private void reset() {
    show(PaintSettings.DEFAULT);
    changedNow();
  }

  private PaintSettings settings() {
    return new PaintSettings(
        quality.get(),
        strength.get(),
        strokes.get(),
        colors.get().orElse(null),
        amount.get(),
        selected(size).orElse(null));
  }

  /** Shows settings, unless a slider is being moved. */
  void show(Work work) {
    if (!later.isRunning()) {
      show(work.settings());
    }
    showing = true;
    select(format, work.format());
    showing = false;
  }

  private void show(PaintSettings settings) {
    showing = true;
    quality.set(settings.quality());
    strength.set(settings.strength());
    strokes.set(settings.strokes());
    colors.set(Optional.ofNullable(settings.colors()));
    amount.set(settings.colorAmount());
    amount.slider().setEnabled(settings.colors() != null);
    select(size, Optional.ofNullable(settings.size()));
    showing = false;
  }

  private static <T> void select(JComboBox<Choice<T>> box, T value) {
    for (int i = 0; i < box.getItemCount(); i++) {
      if (Objects.equals(box.getItemAt(i).value(), value)) {
        box.setSelectedIndex(i);
      }
    }
  }
}
