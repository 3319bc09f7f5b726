package io.github.stylizer.examples.window;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

/** What waits to be painted into files, is being painted, and is saved. */
final class QueuePanel {
  private static final int MOST_HEIGHT = 190;

  private final JPanel panel = new JPanel(new BorderLayout(0, 4));
  private final JPanel list = new JPanel();
  private final JScrollPane scroll = new JScrollPane(list);
  private final Map<Integer, Row> rows = new LinkedHashMap<>();
  private final IntConsumer cancel;

  /** An entry. */
  private static final class Row {
    private final JPanel around = new JPanel(new BorderLayout());
    private final JPanel panel = new JPanel(new BorderLayout(6, 2));
    private final JTextArea words = Wrapped.quiet("");
    private final JProgressBar bar = new JProgressBar();
    private final JButton button = new JButton();

    Row(QueueEntry entry, IntConsumer cancel) {
      JLabel title = new JLabel(entry.title());
      title.setToolTipText(entry.title());
      panel.add(title, BorderLayout.CENTER);
      JPanel below = new JPanel(new BorderLayout());
      below.setOpaque(false);
      below.add(words, BorderLayout.CENTER);
      below.add(bar, BorderLayout.SOUTH);
      panel.add(below, BorderLayout.SOUTH);
      panel.add(button, BorderLayout.EAST);
      panel.setBorder(BorderFactory.createEmptyBorder(6, 8, 6, 8));
      around.setBorder(BorderFactory.createEmptyBorder(0, 0, 6, 0));
      around.add(panel, BorderLayout.CENTER);
      button.addActionListener(pressed -> cancel.accept(entry.number()));
      Theme.style(button, "margin: 2,6,2,6; font: -1");
      Theme.style(panel, "background: $" + Theme.SURFACE + "; arc: 10");
    }

    void show(QueueEntry entry) {
      words.setText(entry.words());
      boolean painting = entry.state() == QueueEntry.State.PAINTING;
      bar.setVisible(painting);
      bar.setIndeterminate(painting && entry.total() <= 1);
      bar.setMaximum((int) Math.min(Math.max(1, entry.total()), Integer.MAX_VALUE));
      bar.setValue((int) Math.min(entry.done(), Integer.MAX_VALUE));
      String what = entry.isUnfinished() ? "Cancel" : "Remove";
      button.setText(what);
      button.getAccessibleContext().setAccessibleName(what + " " + entry.title());
    }
  }

  QueuePanel(IntConsumer cancel) {
    this.cancel = cancel;
    list.setLayout(new BoxLayout(list, BoxLayout.Y_AXIS));
    JLabel title = Theme.heading("Queue");
    title.setDisplayedMnemonic('Q');
    title.setLabelFor(scroll);
    panel.setBorder(BorderFactory.createEmptyBorder(8, 16, 8, 16));
    panel.add(title, BorderLayout.NORTH);
    JPanel top = new JPanel(new BorderLayout());
    top.add(list, BorderLayout.NORTH);
    scroll.setViewportView(top);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    scroll.setHorizontalScrollBarPolicy(JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.getVerticalScrollBar().setUnitIncrement(20);
    panel.add(scroll, BorderLayout.CENTER);
    panel.setVisible(false);
  }

  JComponent component() {
    return panel;
  }

  /** Shows entries, the latest on top. */
  void show(List<QueueEntry> entries) {
    List<Integer> numbers = entries.stream().map(QueueEntry::number).toList();
    rows.forEach(
        (number, row) -> {
          if (!numbers.contains(number)) {
            list.remove(row.around);
          }
        });
    rows.keySet().retainAll(numbers);
    for (QueueEntry entry : entries) {
      rows.computeIfAbsent(entry.number(), number -> added(entry)).show(entry);
    }
    panel.setVisible(!entries.isEmpty());
    panel.setPreferredSize(null);
    Dimension natural = panel.getPreferredSize();
    panel.setPreferredSize(new Dimension(natural.width, Math.min(natural.height, MOST_HEIGHT)));
    panel.revalidate();
    panel.repaint();
  }

  private Row added(QueueEntry entry) {
    Row row = new Row(entry, cancel);
    list.add(row.around, 0);
    return row;
  }
}
