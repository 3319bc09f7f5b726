package io.github.stylizer.examples.window;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** The picture, or how to get one, with what is going on and what to do with it below. */
final class Stage {
  private static final String WELCOME = "welcome";
  private static final String PICTURE = "picture";

  private final JPanel panel = new JPanel(new BorderLayout(0, 8));
  private final CardLayout cards = new CardLayout();
  private final JPanel card = new JPanel(cards);
  private final Welcome welcome;
  private final CompareCanvas canvas = new CompareCanvas();
  private final Bars bars;
  private final JLabel caption = new JLabel(" ");
  private final JLabel status = Theme.hint(" ");
  private final JButton another = new JButton("Another photo");
  private final JButton full = new JButton("Full size");
  private final JButton save = Theme.primary("Save as…");

  /** What the buttons do. */
  record Actions(
      Runnable choosePhoto, Runnable trySample, Runnable cancel, Runnable full, Runnable save) {}

  Stage(Actions actions) {
    welcome = new Welcome(actions.choosePhoto(), actions.trySample());
    bars = new Bars(actions.cancel());
    card.add(welcome.component(), WELCOME);
    card.add(canvas, PICTURE);
    another.setMnemonic('A');
    another.addActionListener(pressed -> actions.choosePhoto().run());
    full.setMnemonic('I');
    full.setToolTipText("Paint and show the picture in the size in which it is saved (Ctrl+Enter)");
    full.addActionListener(pressed -> actions.full().run());
    save.setToolTipText("Paint in full size into a file (Ctrl+S)");
    save.addActionListener(pressed -> actions.save().run());
    panel.add(card, BorderLayout.CENTER);
    panel.add(below(), BorderLayout.SOUTH);
    caption.setMinimumSize(new Dimension(0, 0));
    status.setMinimumSize(new Dimension(0, 0));
    status.getAccessibleContext().setAccessibleName("Status");
    show(Work.EMPTY);
  }

  private JComponent below() {
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, 6, 0));
    buttons.add(another);
    buttons.add(full);
    buttons.add(save);
    JPanel toolbar = new JPanel(new BorderLayout(12, 4));
    toolbar.add(caption, BorderLayout.NORTH);
    toolbar.add(status, BorderLayout.CENTER);
    toolbar.add(buttons, BorderLayout.EAST);
    JPanel below = new JPanel(new BorderLayout(0, 6));
    below.add(bars.component(), BorderLayout.NORTH);
    below.add(toolbar, BorderLayout.SOUTH);
    below.setBorder(BorderFactory.createEmptyBorder(0, 0, 4, 0));
    return below;
  }

  JComponent component() {
    return panel;
  }

  CompareCanvas canvas() {
    return canvas;
  }

  Bars bars() {
    return bars;
  }

  Welcome welcome() {
    return welcome;
  }

  void say(String line) {
    status.setText(line);
    status.setToolTipText(line);
    status.getAccessibleContext().setAccessibleDescription(line);
  }

  /** What was said last. */
  String said() {
    return status.getText();
  }

  void show(Work work) {
    boolean hasPhoto = work.photo() != null;
    canvas.show(work);
    cards.show(card, hasPhoto ? PICTURE : WELCOME);
    another.setVisible(hasPhoto);
    full.setVisible(hasPhoto);
    save.setVisible(hasPhoto);
    full.setEnabled(work.canPaint() && !work.isFull());
    save.setEnabled(work.canPaint());
    caption.setText(caption(work));
    caption.setToolTipText(caption.getText());
  }

  private static String caption(Work work) {
    OpenPhoto photo = work.photo();
    if (photo == null) {
      return " ";
    }
    Dimension size = photo.paintedSize(work.settings().size());
    if (work.style() == null) {
      return String.format(
          Locale.ROOT,
          "%s · %d × %d pixels. Now choose a style.",
          photo.name(),
          photo.width(),
          photo.height());
    }
    String style = work.style().title() + " · " + photo.name();
    if (work.painted() == null) {
      return style;
    }
    return style
        + String.format(
            Locale.ROOT,
            work.isFull() ? " · %d × %d pixels" : " · preview; strokes are finer at %d × %d pixels",
            size.width,
            size.height);
  }
}
