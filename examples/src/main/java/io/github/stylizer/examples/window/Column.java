package io.github.stylizer.examples.window;

import java.awt.Dimension;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.Scrollable;

/** Components below each other, as wide as what can be seen of them, and as high as they want. */
@SuppressWarnings("serial") // never written
final class Column extends JPanel implements Scrollable {
  private static final int STEP = 20;

  Column() {
    super(new GridBagLayout());
  }

  /** Adds a component and a gap below it. */
  void add(JComponent component, int gap) {
    GridBagConstraints row = new GridBagConstraints();
    row.gridx = 0;
    row.weightx = 1;
    row.fill = GridBagConstraints.HORIZONTAL;
    row.insets = new Insets(0, 0, gap, 0);
    add(component, row);
  }

  /** Adds what takes the height that is left over. */
  void end() {
    GridBagConstraints rest = new GridBagConstraints();
    rest.gridx = 0;
    rest.weighty = 1;
    add(new JPanel(), rest);
  }

  @Override
  public Dimension getPreferredScrollableViewportSize() {
    return getPreferredSize();
  }

  @Override
  public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
    return STEP;
  }

  @Override
  public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
    return visible.height;
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return true;
  }

  @Override
  public boolean getScrollableTracksViewportHeight() {
    return false;
  }
}
