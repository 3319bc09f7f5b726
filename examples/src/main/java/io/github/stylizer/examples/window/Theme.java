package io.github.stylizer.examples.window;

import com.formdev.flatlaf.FlatClientProperties;
import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import java.awt.Color;
import java.util.Objects;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.UIManager;

/** Light and dark, in the colors of the page of {@code stylize serve}. */
final class Theme {
  static final String QUIET = "Stylizer.quiet";
  static final String LINE = "Stylizer.line";
  static final String SURFACE = "Stylizer.surface";
  static final String SUNKEN = "Stylizer.sunken";
  static final String ACCENT = "Stylizer.accent";
  static final String WARM = "Stylizer.warm";
  static final String WARM_SOFT = "Stylizer.warmSoft";

  private Theme() {}

  /** Sets it up for components that are created from now on, and changes those that exist. */
  static void set(boolean dark) {
    FlatLaf.registerCustomDefaultsSource(
        Theme.class.getPackageName(), Theme.class.getClassLoader());
    boolean set = dark ? FlatDarkLaf.setup() : FlatLightLaf.setup();
    if (!set) {
      throw new IllegalStateException("the look and feel of the window cannot be set up");
    }
    FlatLaf.updateUI();
  }

  static Color color(String name) {
    return Objects.requireNonNull(UIManager.getColor(name), name);
  }

  /** Gives a component colors that follow the theme. */
  static <C extends JComponent> C style(C component, String style) {
    component.putClientProperty(FlatClientProperties.STYLE, style);
    return component;
  }

  /** A button for what is done next. */
  static JButton primary(String text) {
    return style(
        new JButton(text),
        "background: $Stylizer.accent; foreground: $Stylizer.onAccent; focusedBackground:"
            + " $Stylizer.accent; hoverBackground: lighten($Stylizer.accent,6%); pressedBackground:"
            + " lighten($Stylizer.accent,10%); borderWidth: 0; font: bold");
  }

  /** A heading, as the page has it. */
  static JLabel heading(String text) {
    JLabel label = new JLabel(text);
    label.putClientProperty(FlatClientProperties.STYLE_CLASS, "h3");
    return label;
  }

  /** A hint in small, quiet letters. */
  static JLabel hint(String text) {
    return style(new JLabel(text), "foreground: $" + QUIET + "; font: -1");
  }
}
