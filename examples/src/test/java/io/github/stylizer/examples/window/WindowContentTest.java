package io.github.stylizer.examples.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.examples.NoiseImages;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleValue;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler.TransferSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of the window, which need no screen. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WindowContentTest {
  @TempDir Path folder;
  private final PreparedStyles styles = new PreparedStyles();
  private Session session;
  private WindowContent content;

  @BeforeEach
  void open() throws Exception {
    session = new Session(folder.resolve("session"), SwingUtilities::invokeLater);
    content =
        Screen.onEventThread(
            () -> {
              Theme.set(false);
              return new WindowContent(
                  session,
                  styles,
                  new FileDialogs(),
                  Throwable::getMessage,
                  SwingUtilities::invokeLater);
            });
  }

  @AfterEach
  void close() {
    content.close();
    session.close();
    styles.close();
  }

  private static void layOut(Component component) {
    component.doLayout();
    if (component instanceof Container container) {
      for (Component child : container.getComponents()) {
        layOut(child);
      }
    }
  }

  private void paintPhoto() throws Exception {
    Path photo = NoiseImages.write(folder.resolve("photo.png"), 64, 48);
    Screen.run(
        () ->
            content
                .component()
                .getTransferHandler()
                .importData(new TransferSupport(content.component(), WindowRobot.files(photo))));
    Screen.await("the photo", () -> content.studio().work().photo() != null);
    Screen.run(() -> content.gallery().tile("great-wave").doClick());
    Screen.await("the picture", () -> content.studio().work().painted() != null);
  }

  /** Labels and buttons have the room that their text needs, except for those that may be long. */
  @ParameterizedTest
  @CsvSource({"1280, 800", "900, 600", "820, 560"})
  void textIsNotCut(int width, int height) throws Exception {
    paintPhoto();
    List<String> cut =
        Screen.onEventThread(
            () -> {
              content.component().setSize(new Dimension(width, height));
              for (int pass = 0; pass < 3; pass++) {
                layOut(content.component());
              }
              List<String> found = new ArrayList<>();
              for (JLabel label : OneLookTest.all(content.component(), JLabel.class)) {
                addIfCut(label, label.getText(), found);
              }
              for (AbstractButton button :
                  OneLookTest.all(content.component(), AbstractButton.class)) {
                addIfCut(button, button.getText(), found);
              }
              return found;
            });
    assertThat(cut).isEmpty();
  }

  private void addIfCut(Component component, String text, List<String> found) {
    boolean mayBeLong = text == null || text.equals(content.stage().said());
    if (!mayBeLong
        && isVisible(component)
        && component.getWidth() < component.getPreferredSize().width) {
      found.add(text + " has " + component.getWidth() + " pixels");
    }
  }

  private static boolean isVisible(Component component) {
    for (Component part = component; part != null; part = part.getParent()) {
      if (!part.isVisible()) {
        return false;
      }
    }
    return true;
  }

  @Test
  void everyControlHasANameForScreenReaders() throws Exception {
    List<Component> nameless =
        Screen.onEventThread(
            () ->
                OneLookTest.all(content.component(), Component.class).stream()
                    .filter(
                        part ->
                            part instanceof AbstractButton
                                || part instanceof JSlider
                                || part instanceof JComboBox
                                || part instanceof CompareCanvas)
                    .filter(part -> !isPartOfAList(part))
                    .filter(part -> nameOf(part).isBlank())
                    .toList());
    assertThat(nameless).isEmpty();
  }

  /** The arrow of a combo box or a scroll bar. */
  private static boolean isPartOfAList(Component part) {
    return part.getParent() instanceof JComboBox
        || part.getParent() instanceof javax.swing.JScrollBar;
  }

  private static String nameOf(Component part) {
    AccessibleContext context = part.getAccessibleContext();
    String name = context.getAccessibleName();
    return name == null ? "" : name;
  }

  /**
   * Alt and a letter does one thing. "Another photo" and "Try a sample" are never seen together.
   */
  @Test
  void noTwoControlsHaveTheSameMnemonic() throws Exception {
    List<Integer> used =
        Screen.onEventThread(
            () -> {
              List<Integer> found = new ArrayList<>(List.of((int) 'F', (int) 'V', (int) 'H'));
              for (AbstractButton button :
                  OneLookTest.all(content.component(), AbstractButton.class)) {
                if (isVisible(button)) {
                  found.add(button.getMnemonic());
                }
              }
              for (JLabel label : OneLookTest.all(content.component(), JLabel.class)) {
                found.add(label.getDisplayedMnemonic());
              }
              found.removeIf(key -> key == 0);
              return found;
            });
    assertThat(used).doesNotHaveDuplicates().hasSizeGreaterThan(15);
  }

  @Test
  void theDividerMovesByKeysAndStaysInside() throws Exception {
    paintPhoto();
    CompareCanvas canvas = content.stage().canvas();
    Screen.run(() -> canvas.setSize(400, 300));
    AccessibleValue percent = canvas.getAccessibleContext().getAccessibleValue();
    Screen.press(canvas, "RIGHT");
    assertThat(percent.getCurrentAccessibleValue()).isEqualTo(52);
    Screen.press(canvas, "shift LEFT");
    assertThat(percent.getCurrentAccessibleValue()).isEqualTo(42);
    Screen.press(canvas, "END");
    Screen.press(canvas, "RIGHT");
    assertThat(percent.getCurrentAccessibleValue()).isEqualTo(100);
    Screen.press(canvas, "HOME");
    assertThat(percent.getCurrentAccessibleValue()).isEqualTo(0);
    assertThat(canvas.getAccessibleContext().getAccessibleDescription())
        .isEqualTo("0 % photo, 100 % painted");
  }

  @Test
  void aPaintingIsDroppedOnTheStyles() throws Exception {
    Path painting = NoiseImages.write(folder.resolve("painting.png"), 80, 60);
    var gallery = content.gallery().component();
    Screen.run(
        () ->
            gallery
                .getTransferHandler()
                .importData(new TransferSupport(gallery, WindowRobot.files(painting))));
    assertThat(content.studio().work().style()).isEqualTo(ChosenStyle.of(painting));
    Screen.run(
        () ->
            gallery
                .getTransferHandler()
                .importData(new TransferSupport(gallery, WindowRobot.files(folder))));
    assertThat(Screen.onEventThread(() -> content.stage().bars().problem()))
        .startsWith("Drop one painting");
  }

  @Test
  void darkIsRemembered() throws Exception {
    Screen.run(() -> content.setDark(true));
    close();
    try (Session next = new Session(folder.resolve("session"), SwingUtilities::invokeLater)) {
      assertThat(next.saved().dark()).isTrue();
    }
  }
}
