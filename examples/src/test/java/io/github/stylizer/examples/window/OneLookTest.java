package io.github.stylizer.examples.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.examples.painting.PaintSettings;
import java.awt.Component;
import java.awt.Container;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.JTextArea;
import org.junit.jupiter.api.Test;

/** The window says what the page of {@code stylize serve} says, in the same order. */
class OneLookTest {

  private static String page(String name) throws IOException {
    try (var stream =
        OneLookTest.class.getResourceAsStream("/io/github/stylizer/examples/serve/page/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(OneLookTest::group).toList();
  }

  private static String group(MatchResult match) {
    return IntStream.rangeClosed(1, match.groupCount())
        .mapToObj(match::group)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private static String controls() throws IOException {
    String page = page("index.html");
    return page.substring(page.indexOf("<form id=\"controls\""), page.indexOf("</form>"));
  }

  private static <T> List<String> labels(List<Choice<T>> choices) {
    return choices.stream().map(Choice::label).toList();
  }

  private static <T> List<String> hints(List<Choice<T>> choices) {
    return choices.stream().map(Choice::hint).toList();
  }

  @Test
  void choicesHaveTheSameWords() throws IOException {
    List<String> segments = found("<span>([^<]+)</span></label>", controls());
    assertThat(labels(Choice.QUALITIES)).isEqualTo(segments.subList(0, 3));
    assertThat(labels(Choice.COLORS)).isEqualTo(segments.subList(3, 7));
    List<String> options = found("<option [^>]*>([^<]+)</option>", controls());
    assertThat(labels(Choice.SIZES)).isEqualTo(options.subList(0, 4));
    assertThat(labels(Choice.FORMATS)).isEqualTo(options.subList(4, 7));
  }

  @Test
  void hintsHaveTheSameWords() throws IOException {
    List<String> hints = found(": '([^']+\\.)',", page("controls.js"));
    List<String> own = new ArrayList<>(hints(Choice.QUALITIES));
    own.addAll(hints(Choice.COLORS));
    assertThat(own).isEqualTo(hints);
    assertThat(page("controls.js")).contains("'" + ControlsPanel.OF_THE_PALETTE + "'");
  }

  /** From top to bottom. */
  @Test
  void settingsHaveTheSameOrder() throws IOException {
    List<String> page = found("<legend>([^<]+)|<label for[^>]*>([^<]+)", controls());
    ControlsPanel panel = panel();
    List<String> titles =
        all(panel.component(), JLabel.class).stream().map(JLabel::getText).toList();
    assertThat(page)
        .containsExactly(
            "Quality",
            "Strength",
            "Style strength",
            "Strokes",
            "Colors",
            "Amount",
            "Palette",
            "Mask",
            "Feather",
            "Size",
            "Format");
    assertThat(titles).containsSubsequence(page);
    List<String> ends = found("<p class=\"hint ends\"[^>]*>(.*?)</p>", controls());
    assertThat(ends).hasSize(5);
    for (String pair : ends) {
      assertThat(titles).containsSubsequence(found("<span>([^<]+)</span>", pair));
    }
  }

  @Test
  void imagesAreChosenWithTheSameWords() throws IOException {
    ControlsPanel panel = panel();
    List<String> buttons =
        all(panel.component(), AbstractButton.class).stream().map(AbstractButton::getText).toList();
    List<String> names = found("<button type=\"button\"[^>]*>([^<]+)</button>", controls());
    assertThat(names).hasSize(4);
    assertThat(buttons).containsSubsequence(names);
    assertThat(buttons).containsAll(found("type=\"checkbox\"[^>]*> <span>([^<]+)", controls()));
    List<String> texts =
        all(panel.component(), JTextArea.class).stream().map(JTextArea::getText).toList();
    assertThat(texts)
        .containsSubsequence(
            found("id=\"(?:palette|mask)-hint\">([^<]+)", controls()).toArray(String[]::new));
  }

  private static ControlsPanel panel() {
    return new ControlsPanel(settings -> {}, format -> {}, title -> Optional.empty());
  }

  @Test
  void slidersBeginAndEndAlike() throws IOException {
    List<String> ranges =
        found(
            "<input type=\"range\"[^>]*(min=\"[-0-9.]+\" max=\"[0-9.]+\" step=\"[0-9.]+\")",
            controls());
    assertThat(ranges)
        .containsExactly(
            "min=\"0\" max=\"1\" step=\"0.05\"",
            "min=\"0\" max=\"1\" step=\"0.05\"",
            "min=\"-2\" max=\"3\" step=\"0.5\"",
            "min=\"0\" max=\"1\" step=\"0.05\"",
            "min=\"0\" max=\"200\" step=\"5\"");
    ControlsPanel panel = panel();
    List<JSlider> sliders = all(panel.component(), JSlider.class);
    assertThat(sliders).extracting(JSlider::getMinimum).containsExactly(0, 0, -4, 0, 0);
    assertThat(sliders).extracting(JSlider::getMaximum).containsExactly(20, 20, 6, 20, 40);
    assertThat(sliders).extracting(JSlider::getValue).containsExactly(20, 20, 0, 20, 0);
    LabeledSlider.Scale strokes = LabeledSlider.Scale.STROKES;
    assertThat(strokes.toValue().applyAsDouble(6)).isEqualTo(PaintSettings.MOST_STROKES);
    assertThat(strokes.toValue().applyAsDouble(-4)).isEqualTo(0.25);
    assertThat(LabeledSlider.Scale.FEATHER.toValue().applyAsDouble(40)).isEqualTo(200);
  }

  @Test
  void theFirstChoicesAreTheDefaultsOfTheCommand() {
    assertThat(Choice.QUALITIES.get(0).value()).isEqualTo(PaintSettings.DEFAULT.quality());
    assertThat(Choice.COLORS.get(0).value().settings(1)).isEqualTo(PaintSettings.DEFAULT.colors());
    assertThat(Choice.SIZES.get(0).value().orElse(null)).isEqualTo(PaintSettings.DEFAULT.size());
  }

  static <C extends Component> List<C> all(Container in, Class<C> type) {
    List<C> found = new ArrayList<>();
    for (Component child : in.getComponents()) {
      if (type.isInstance(child)) {
        found.add(type.cast(child));
      }
      if (child instanceof Container inner) {
        found.addAll(all(inner, type));
      }
    }
    return found;
  }
}
