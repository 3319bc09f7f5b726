package io.github.stylizer.examples.window;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.swing.JComponent;
import javax.swing.JSlider;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler.TransferSupport;

/** Uses the window as a person would, in a process of its own that has a screen. */
final class WindowRobot {
  private final Path folder;
  private final boolean dark;
  private final PreparedStyles styles = new PreparedStyles();
  private final Session session;
  private final StylizeWindow window;
  private final WindowContent content;
  private final Screen screen;
  private Optional<Path> saveAs = Optional.empty();

  private WindowRobot(Path folder, int width, int height, boolean dark) throws Exception {
    this.folder = folder;
    this.dark = dark;
    session = new Session(folder.resolve("session"), SwingUtilities::invokeLater);
    FileDialogs dialogs =
        new FileDialogs() {
          @Override
          Optional<Path> save(Path suggested) {
            return saveAs;
          }
        };
    window =
        Screen.onEventThread(
            () -> {
              Theme.set(dark);
              WindowContent made =
                  new WindowContent(
                      session, styles, dialogs, String::valueOf, SwingUtilities::invokeLater);
              StylizeWindow opened = new StylizeWindow(made, () -> {});
              opened.frame().setBounds(0, 0, width, height);
              opened.open(List.of());
              return opened;
            });
    content = window.content();
    screen = new Screen(window);
  }

  static Transferable files(Path... files) {
    return new Transferable() {
      @Override
      public DataFlavor[] getTransferDataFlavors() {
        return new DataFlavor[] {DataFlavor.javaFileListFlavor};
      }

      @Override
      public boolean isDataFlavorSupported(DataFlavor flavor) {
        return DataFlavor.javaFileListFlavor.equals(flavor);
      }

      @Override
      public Object getTransferData(DataFlavor flavor) {
        return Arrays.stream(files).map(Path::toFile).toList();
      }
    };
  }

  private static void drop(JComponent on, Path... files) throws Exception {
    boolean taken =
        Screen.onEventThread(
            () -> on.getTransferHandler().importData(new TransferSupport(on, files(files))));
    check(taken, "the drop was refused");
  }

  private static void check(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  private BooleanSupplier painted() {
    return () -> content.studio().work().painted() != null && !content.stage().bars().isWorking();
  }

  private void picture(String name) throws Exception {
    screen.picture(folder.resolve(name + (dark ? "-dark" : "-light") + ".png"));
  }

  private void close() throws Exception {
    Screen.run(() -> window.frame().dispose());
    content.close();
    session.close();
    styles.close();
  }

  private void use(Path photo) throws Exception {
    Screen.await("thumbnails", () -> content.gallery().missing().isEmpty());
    picture("1-start");
    drop(content.component(), photo);
    Screen.await("the photo", () -> content.studio().work().photo() != null);
    Screen.await("thumbnails", () -> content.gallery().missing().isEmpty());
    picture("2-photo");
    StyleTile wave = content.gallery().tile("great-wave");
    Screen.run(() -> wave.scrollRectToVisible(new Rectangle(wave.getSize())));
    screen.click(wave);
    Screen.await("the picture", painted());
    picture("3-painted");
    JSlider strength = content.controls().strength().slider();
    screen.drag(strength, new Point(strength.getWidth() - 12, strength.getHeight() / 2), -60);
    check(content.studio().work().settings().strength() < 1, "the slider did not move");
    picture("4-strength");
    Path text = Files.writeString(folder.resolve("notes.txt"), "no image");
    drop(content.component(), text);
    Screen.await("the problem", () -> !content.stage().bars().problem().isEmpty());
    picture("5-problem");
    saveAs = Optional.of(folder.resolve("saved.png"));
    Screen.run(content::save);
    Screen.await("the saved file", () -> Files.exists(folder.resolve("saved.png")));
    picture("6-saved");
  }

  public static void main(String[] arguments) throws Exception {
    WindowRobot robot =
        new WindowRobot(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Boolean.parseBoolean(arguments[4]));
    try {
      robot.use(Path.of(arguments[1]));
    } finally {
      robot.close();
    }
    System.exit(0);
  }
}
