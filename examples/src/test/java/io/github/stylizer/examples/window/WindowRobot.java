package io.github.stylizer.examples.window;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.swing.JComponent;
import javax.swing.JSlider;
import javax.swing.JToggleButton;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler.TransferSupport;

/** Uses the window as a person would, in a process of its own that has a screen. */
final class WindowRobot {
  private static final String STRENGTH = "strength.txt";

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
    Screen.run(window::close);
    content.close();
    session.close();
    styles.close();
  }

  /** From the first look to saved files. */
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
    Screen.await("thumbnails", () -> content.gallery().missing().isEmpty());
    picture("3-painted");
    slide();
    cancel();
    fail();
    save();
    fillQueue(photo);
  }

  private void slide() throws Exception {
    CompareCanvas canvas = content.stage().canvas();
    screen.drag(canvas, new Point(canvas.getWidth() / 2, canvas.getHeight() / 2), -50);
    check(canvas.divider() < 0.45, "the divider did not move");
    JSlider strength = content.controls().strength().slider();
    screen.drag(strength, new Point(strength.getWidth() - 12, strength.getHeight() / 2), -60);
    double chosen = content.studio().work().settings().strength();
    check(chosen < 1, "the slider did not move");
    check(content.studio().work().painted() != null, "another strength needs no painting");
    Files.writeString(folder.resolve(STRENGTH), String.valueOf(chosen));
    picture("4-strength");
  }

  /** The strength to which the slider was moved. */
  static double strength(Path folder) throws IOException {
    return Double.parseDouble(Files.readString(folder.resolve(STRENGTH)));
  }

  private void cancel() throws Exception {
    screen.click(button("Best"));
    Screen.await("work", () -> content.stage().bars().isWorking());
    picture("5-working");
    screen.click(content.stage().bars().cancelButton());
    Screen.await("the end", () -> !content.stage().bars().isWorking());
    check(content.studio().work().painted() == null, "what was canceled is shown");
    screen.click(button("Fast"));
    Screen.await("the picture", painted());
  }

  private JToggleButton button(String text) {
    return OneLookTest.all(content.component(), JToggleButton.class).stream()
        .filter(button -> text.equals(button.getText()))
        .findFirst()
        .orElseThrow();
  }

  private void fail() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no image");
    drop(content.component(), text);
    Screen.await("the problem", () -> content.stage().bars().problem().contains("notes.txt"));
    picture("6-problem");
  }

  private void save() throws Exception {
    Path saved = folder.resolve("saved.png");
    saveAs = Optional.of(saved);
    Screen.run(content::save);
    Screen.await("the saved file", () -> content.stage().said().contains("saved.png"));
    check(content.stage().bars().problem().isEmpty(), "there is still a problem");
    picture("7-saved");
  }

  private void fillQueue(Path photo) throws Exception {
    Path photos = Files.createDirectories(folder.resolve("holiday"));
    for (String name : List.of("a.jpg", "b.jpg", "c.jpg")) {
      Files.copy(photo, photos.resolve(name));
    }
    drop(content.component(), photos);
    Screen.await("the queue", () -> content.studio().queue().isUnfinished());
    picture("8-queue");
    Screen.await("its end", () -> !content.studio().queue().isUnfinished());
    Screen.run(() -> content.setDark(!dark));
    picture("9-other-theme");
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
