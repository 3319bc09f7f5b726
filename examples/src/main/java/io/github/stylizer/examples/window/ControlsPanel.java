package io.github.stylizer.examples.window;

import io.github.stylizer.Quality;
import io.github.stylizer.examples.painting.ColorSettings;
import io.github.stylizer.examples.painting.MaskSettings;
import io.github.stylizer.examples.painting.PaintSettings;
import io.github.stylizer.examples.painting.SettingsImage;
import io.github.stylizer.examples.window.LabeledSlider.Scale;
import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.Timer;

/** The settings, in the words, the order and with the defaults of the command and of the page. */
final class ControlsPanel {
  static final String OF_THE_PALETTE = "Those of the palette.";

  private static final int SLIDER_RESTS = 250;

  private final Column panel = new Column();
  private final Consumer<PaintSettings> changed;
  private final Timer later;
  private final Segments<Quality> quality;
  private final LabeledSlider strength;
  private final LabeledSlider styleStrength;
  private final LabeledSlider strokes;
  private final Segments<ColorChoice> colors;
  private final LabeledSlider amount;
  private final FileField palette;
  private final FileField mask;
  private final JCheckBox invert = new JCheckBox("Invert");
  private final LabeledSlider feather;
  private final JComboBox<Choice<Optional<Integer>>> size = list(Choice.SIZES);
  private final JComboBox<Choice<String>> format = list(Choice.FORMATS);
  private boolean showing;

  /**
   * Makes the controls.
   *
   * @param changed gets the settings after a change, of most sliders once they have come to rest
   * @param formatChanged gets the extension of the files to save
   * @param dialog asks for a file; gets a title
   */
  ControlsPanel(
      Consumer<PaintSettings> changed,
      Consumer<String> formatChanged,
      Function<String, Optional<Path>> dialog) {
    this.changed = changed;
    later = new Timer(SLIDER_RESTS, rested -> changed.accept(settings()));
    later.setRepeats(false);
    quality = new Segments<>("Quality", Choice.QUALITIES, value -> changedNow());
    // Needs no painting.
    strength =
        new LabeledSlider("Strength", 'S', Scale.SHARE, "photo", "full style", this::changedNow);
    styleStrength =
        new LabeledSlider(
            "Style strength", 'Y', Scale.SHARE, "photo’s style", "full style", later::restart);
    strokes = new LabeledSlider("Strokes", 'K', Scale.STROKES, "finer", "larger", later::restart);
    colors = new Segments<>("Colors", Choice.COLORS, value -> changedNow());
    amount =
        new LabeledSlider(
            "Amount", 'U', Scale.SHARE, "style’s colors", "chosen colors", later::restart);
    palette = new FileField("Palette", "An image whose colors to take.", dialog, this::changedNow);
    palette.chooseButton().setMnemonic('G');
    mask =
        new FileField(
            "Mask",
            "What is white is painted; of a cut-out, what is opaque.",
            dialog,
            this::changedNow);
    invert.addActionListener(pressed -> changedNow());
    feather = new LabeledSlider("Feather", '\0', Scale.FEATHER, "sharp", "soft", later::restart);
    size.addActionListener(chosen -> changedNow());
    format.addActionListener(
        chosen -> {
          if (!showing) {
            formatChanged.accept(selected(format));
          }
        });
    arrange();
    showDefaults();
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
    panel.add(styleStrength.component(), 12);
    panel.add(strokes.component(), 12);
    panel.add(colors.component(), 8);
    panel.add(amount.component(), 12);
    panel.add(palette.component(), 12);
    panel.add(mask.component(), 4);
    panel.add(invert, 4);
    panel.add(feather.component(), 12);
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

  FileField palette() {
    return palette;
  }

  FileField mask() {
    return mask;
  }

  private void changedNow() {
    if (!showing) {
      later.stop();
      changed.accept(settings());
    }
  }

  private void reset() {
    showDefaults();
    changedNow();
  }

  /** Also of the controls that do not count without others. */
  private void showDefaults() {
    amount.set(1);
    showing = true;
    invert.setSelected(MaskSettings.NONE.inverted());
    showing = false;
    feather.set(MaskSettings.NONE.feather());
    show(PaintSettings.DEFAULT);
  }

  private PaintSettings settings() {
    return PaintSettings.DEFAULT
        .withQuality(quality.get())
        .withStrength(strength.get())
        .withStyleStrength(takesStyleStrength() ? styleStrength.get() : 1)
        .withStrokes(strokes.get())
        .withColors(colorSettings())
        .withMask(maskSettings())
        .withSize(selected(size).orElse(null));
  }

  private ColorSettings colorSettings() {
    SettingsImage image = palette.get();
    return image == null
        ? colors.get().settings(amount.get())
        : ColorSettings.of(image, amount.get());
  }

  private MaskSettings maskSettings() {
    SettingsImage image = mask.get();
    return image == null
        ? MaskSettings.NONE
        : new MaskSettings(image, invert.isSelected(), feather.get());
  }

  /** Others work towards the whole style. */
  private boolean takesStyleStrength() {
    boolean recolored = palette.get() == null && colors.get() == ColorChoice.MATCHED;
    return quality.get() == Quality.FAST && !recolored;
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
    showColors(settings.colors());
    if (takesStyleStrength()) {
      styleStrength.set(settings.styleStrength());
    }
    styleStrength.slider().setEnabled(takesStyleStrength());
    showMask(settings.mask());
    select(size, Optional.ofNullable(settings.size()));
    showing = false;
  }

  private void showColors(ColorSettings shown) {
    palette.set(shown.palette());
    if (shown.palette() == null) {
      colors.set(ColorChoice.of(shown));
      colors.enable();
    } else {
      colors.disable(OF_THE_PALETTE);
    }
    boolean hasAmount = !shown.equals(ColorSettings.STYLE);
    if (hasAmount) {
      amount.set(ColorChoice.amount(shown));
    }
    amount.slider().setEnabled(hasAmount);
  }

  private void showMask(MaskSettings shown) {
    boolean hasMask = shown.image() != null;
    mask.set(shown.image());
    if (hasMask) {
      invert.setSelected(shown.inverted());
      feather.set(shown.feather());
    }
    invert.setVisible(hasMask);
    feather.component().setVisible(hasMask);
  }

  private static <T> void select(JComboBox<Choice<T>> box, T value) {
    for (int i = 0; i < box.getItemCount(); i++) {
      if (Objects.equals(box.getItemAt(i).value(), value)) {
        box.setSelectedIndex(i);
      }
    }
  }
}
