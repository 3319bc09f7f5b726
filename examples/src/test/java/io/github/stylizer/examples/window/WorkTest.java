package io.github.stylizer.examples.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Quality;
import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.examples.painting.ColorSettings;
import io.github.stylizer.examples.painting.PaintSettings;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static final BufferedImage SMALL = NoiseImages.noise(512, 256, 1);
  private static final OpenPhoto LARGE =
      new OpenPhoto(Path.of("photo.jpg"), 4000, 2000, SMALL, SMALL);
  private static final ChosenStyle STYLE = ChosenStyle.of(Path.of("some", "painting.jpg"));
  private static final Work PREVIEW = Work.EMPTY.with(LARGE).with(STYLE).withPainted(SMALL);

  private static PaintSettings settings(
      Quality quality, double strength, double strokes, ColorPreservation colors) {
    PaintSettings settings =
        PaintSettings.DEFAULT.withQuality(quality).withStrength(strength).withStrokes(strokes);
    return colors == null ? settings : settings.withColors(ColorSettings.preserving(colors, 1));
  }

  @Test
  void anotherStrengthOrSizeKeepsThePreview() {
    assertThat(PREVIEW.with(PaintSettings.DEFAULT.withStrength(0.3)).painted()).isSameAs(SMALL);
    assertThat(PREVIEW.with(PaintSettings.DEFAULT.withSize(2048)).painted()).isSameAs(SMALL);
    assertThat(PREVIEW.with(PaintSettings.DEFAULT.withSize(300)).painted()).isNull();
  }

  @Test
  void whatWouldBePaintedOtherwiseIsPaintedAnew() {
    assertThat(PREVIEW.with(settings(Quality.FINE, 1, 1, null)).painted()).isNull();
    assertThat(PREVIEW.with(settings(Quality.FAST, 1, 2, null)).painted()).isNull();
    assertThat(PREVIEW.with(settings(Quality.FAST, 1, 1, ColorPreservation.LUMINANCE)).painted())
        .isNull();
    assertThat(PREVIEW.with(ChosenStyle.of(Path.of("other.jpg"))).painted()).isNull();
    assertThat(PREVIEW.with(LARGE).painted()).isNull();
  }

  @Test
  void isFullIfItHasTheSizeThatIsSaved() {
    assertThat(PREVIEW.isFull()).isFalse();
    assertThat(PREVIEW.with(PaintSettings.DEFAULT.withSize(512)).isFull()).isTrue();
    Work full = PREVIEW.withPainted(NoiseImages.noise(4000, 2, 1));
    assertThat(full.isFull()).isTrue();
    assertThat(full.with(PaintSettings.DEFAULT.withStrength(0.5)).isFull()).isTrue();
    assertThat(full.with(PaintSettings.DEFAULT.withSize(2048)).painted()).isNull();
  }

  @Test
  void previewsAreSmallAndHaveTheFullStrength() {
    PaintSettings chosen = settings(Quality.FINE, 0.4, 2, null);
    assertThat(PREVIEW.with(chosen).previewSettings())
        .isEqualTo(chosen.withStrength(1).withSize(512));
    assertThat(PREVIEW.with(chosen.withSize(200)).previewSettings().size()).isEqualTo(200);
  }

  @Test
  void resultsAreNamedAsTheCommandNamesThem() {
    assertThat(STYLE.resultOf(Path.of("/photos/cat.jpg"), ".png"))
        .isEqualTo(Path.of("/photos/cat-painting.png").toAbsolutePath());
  }
}
