package io.github.stylizer.examples.window;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.Style;
import java.awt.BorderLayout;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import org.jspecify.annotations.Nullable;

/** The styles in a row, each painted on the user's own photo. The first is a painting of theirs. */
final class Gallery {
  private static final String OWN_TITLE = "Your painting";

  private final JPanel panel = new JPanel(new BorderLayout(0, 2));
  private final JPanel row = new JPanel();
  private final JScrollPane scroll = new JScrollPane(row);
  private final JLabel hint = Theme.hint("Painted on a sample until you choose a photo.");
  private final StyleTile own =
      new StyleTile(OWN_TITLE, "Drop or choose a painting, or a style code");
  private final Map<NamedStyle, StyleTile> tiles = new LinkedHashMap<>();
  private final ButtonGroup group = new ButtonGroup();

  /**
   * Makes the gallery.
   *
   * @param choose gets a bundled style
   * @param chooseOwn asks for a painting
   */
  Gallery(List<NamedStyle> styles, Consumer<NamedStyle> choose, Runnable chooseOwn) {
    row.setLayout(new BoxLayout(row, BoxLayout.X_AXIS));
    own.setName("own");
    add(own);
    own.addActionListener(pressed -> chooseOwn.run());
    for (NamedStyle style : styles) {
      StyleTile tile =
          new StyleTile(style.title(), style.title() + ", " + style.artist() + ", " + style.date());
      add(tile);
      tiles.put(style, tile);
      tile.addActionListener(pressed -> choose.accept(style));
    }
    List<StyleTile> all = new ArrayList<>(List.of(own));
    all.addAll(tiles.values());
    new ArrowKeys(all, reached -> {});
    JPanel head = new JPanel(new BorderLayout(12, 0));
    JLabel title = Theme.heading("Styles");
    title.setLabelFor(tiles.isEmpty() ? own : tiles.values().iterator().next());
    title.setDisplayedMnemonic('L');
    head.add(title, BorderLayout.WEST);
    head.add(hint, BorderLayout.CENTER);
    panel.add(head, BorderLayout.NORTH);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    scroll.setVerticalScrollBarPolicy(JScrollPane.VERTICAL_SCROLLBAR_NEVER);
    scroll.setHorizontalScrollBarPolicy(JScrollPane.HORIZONTAL_SCROLLBAR_ALWAYS);
    scroll.getHorizontalScrollBar().setUnitIncrement(StyleTile.PICTURE / 2);
    panel.add(scroll, BorderLayout.CENTER);
  }

  private void add(StyleTile tile) {
    group.add(tile);
    row.add(tile);
    row.add(Box.createHorizontalStrut(6));
  }

  JComponent component() {
    return panel;
  }

  /** Calls back when other tiles can be seen. */
  void whenScrolled(Runnable seen) {
    scroll.getViewport().addChangeListener(moved -> seen.run());
  }

  /** The styles that can be seen and have no picture of the photo yet. */
  List<NamedStyle> missing() {
    Rectangle view = scroll.getViewport().getViewRect();
    return tiles.entrySet().stream()
        .filter(entry -> entry.getValue().isMissing())
        .filter(entry -> entry.getValue().getBounds().intersects(view))
        .map(Map.Entry::getKey)
        .toList();
  }

  void show(NamedStyle style, BufferedImage picture) {
    StyleTile tile = tiles.get(style);
    if (tile != null) {
      tile.show(picture);
    }
  }

  @Nullable NamedStyle named(String name) {
    return tiles.keySet().stream()
        .filter(style -> style.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The pictures are of another photo now. */
  void photoChanged() {
    hint.setText("Painted on your photo. Choose one.");
    tiles.values().forEach(StyleTile::setStale);
  }

  /** Marks the chosen style. */
  void mark(@Nullable ChosenStyle chosen) {
    if (chosen == null) {
      group.clearSelection();
      return;
    }
    boolean isOwn = chosen.file().isPresent();
    own.setTitle(isOwn ? chosen.title() : OWN_TITLE);
    if (isOwn) {
      own.setSelected(true);
    } else {
      own.showNone();
      tiles.forEach(
          (style, tile) -> tile.setSelected(Style.of(style.name()).equals(chosen.style())));
    }
  }

  /** Moves the focus to the first style. */
  void focus() {
    tiles.values().stream().findFirst().ifPresent(StyleTile::requestFocusInWindow);
  }

  /** Shows the user's own painting. */
  void showOwn(BufferedImage painting) {
    own.show(painting);
  }

  /** The tile of a style, to click on it. */
  @Nullable StyleTile tile(String name) {
    NamedStyle style = named(name);
    return style == null ? null : tiles.get(style);
  }
}
