package io.github.stylizer.examples.window;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GridBagLayout;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** What is seen until there is a photo. */
final class Welcome {
  private final JPanel panel = new JPanel(new GridBagLayout());
  private final JButton choose = Theme.primary("Choose a photo");
  private final JButton sample = new JButton("Try a sample");

  Welcome(Runnable choosePhoto, Runnable trySample) {
    JPanel middle = new JPanel();
    middle.setOpaque(false);
    middle.setLayout(new BoxLayout(middle, BoxLayout.Y_AXIS));
    JLabel title = new JLabel("Start with a photo");
    title.putClientProperty("FlatLaf.styleClass", "h1");
    add(middle, title, 6);
    add(middle, Theme.hint("Drop one anywhere on this window, paste it, or choose it."), 2);
    add(middle, Theme.hint("It stays on this computer."), 16);
    choose.setMnemonic('C');
    choose.addActionListener(pressed -> choosePhoto.run());
    sample.setMnemonic('A');
    sample.addActionListener(pressed -> trySample.run());
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.CENTER, 10, 0));
    buttons.setOpaque(false);
    buttons.add(choose);
    buttons.add(sample);
    add(middle, buttons, 0);
    panel.add(middle);
    Theme.style(panel, "background: $" + Theme.SURFACE + "; arc: 16");
    panel.setBorder(BorderFactory.createEmptyBorder(12, 12, 12, 12));
  }

  private static void add(JPanel to, JComponent component, int gap) {
    component.setAlignmentX(Component.CENTER_ALIGNMENT);
    to.add(component);
    to.add(Box.createRigidArea(new Dimension(0, gap)));
  }

  JComponent component() {
    return panel;
  }

  JButton chooseButton() {
    return choose;
  }

  JButton sampleButton() {
    return sample;
  }
}
