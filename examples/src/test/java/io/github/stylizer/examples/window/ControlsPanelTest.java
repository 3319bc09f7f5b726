package io.github.stylizer.examples.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Quality;
import io.github.stylizer.examples.painting.ColorSettings;
import io.github.stylizer.examples.painting.ImageFile;
import io.github.stylizer.examples.painting.MaskSettings;
import io.github.stylizer.examples.painting.PaintSettings;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JCheckBox;
import javax.swing.JSlider;
import javax.swing.JToggleButton;
import org.junit.jupiter.api.Test;

/** What controls do to each other. */
class ControlsPanelTest {
  private static final Path FILE = Path.of("colors.png");
  private static final ImageFile IMAGE = new ImageFile(FILE);

  private PaintSettings settings = PaintSettings.DEFAULT;
  private Optional<Path> chosen = Optional.of(FILE);
  private final ControlsPanel panel =
      new ControlsPanel(this::changed, format -> {}, title -> chosen);

  private void changed(PaintSettings other) {
    settings = other;
    panel.show(Work.EMPTY.with(other));
  }

  private void press(String button) {
    OneLookTest.all(panel.component(), JToggleButton.class).stream()
        .filter(one -> one.getText().equals(button))
        .findFirst()
        .orElseThrow()
        .doClick();
  }

  private JSlider slider(int number) {
    return OneLookTest.all(panel.component(), JSlider.class).get(number);
  }

  @Test
  void aPaletteTakesThePlaceOfOtherColors() {
    press("Exact");
    assertThat(settings.colors()).isEqualTo(ColorSettings.matching(1));
    panel.palette().chooseButton().doClick();
    assertThat(settings.colors()).isEqualTo(ColorSettings.of(IMAGE, 1));
    assertThat(panel.palette().chooseButton().getText()).isEqualTo("colors.png");
    press("Photo’s");
    assertThat(settings.colors()).as("is disabled").isEqualTo(ColorSettings.of(IMAGE, 1));
    chosen = Optional.empty();
    panel.palette().chooseButton().doClick();
    assertThat(settings.colors()).as("canceled").isEqualTo(ColorSettings.of(IMAGE, 1));
    panel.palette().removeButton().doClick();
    assertThat(settings.colors()).isEqualTo(ColorSettings.matching(1));
    press("Painting’s");
    assertThat(settings).isEqualTo(PaintSettings.DEFAULT);
  }

  @Test
  void aMaskHasSettingsOfItsOwn() {
    panel.mask().chooseButton().doClick();
    assertThat(settings.mask()).isEqualTo(new MaskSettings(IMAGE, false, 0));
    OneLookTest.all(panel.component(), JCheckBox.class).get(0).doClick();
    assertThat(settings.mask()).isEqualTo(new MaskSettings(IMAGE, true, 0));
    panel.mask().removeButton().doClick();
    assertThat(settings).isEqualTo(PaintSettings.DEFAULT);
  }

  @Test
  void aPartOfTheStyleIsForWhatIsPaintedInOnePass() {
    changed(PaintSettings.DEFAULT.withStyleStrength(0.5));
    press("Best");
    assertThat(settings).isEqualTo(PaintSettings.DEFAULT.withQuality(Quality.BEST));
    assertThat(slider(1).isEnabled()).isFalse();
    press("Fast");
    assertThat(settings).isEqualTo(PaintSettings.DEFAULT.withStyleStrength(0.5));
    press("Matched");
    assertThat(settings.styleStrength()).isEqualTo(1);
  }
}
