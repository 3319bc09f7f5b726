package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stylizer.testing.InterceptedExtractor;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.TinyExtractor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StylizerRefineTest {
  private static TinyExtractor extractor;

  private final BufferedImage photo = PhotoPixels.drawn(20, 12);
  private final RecordingMethod method = new RecordingMethod();
  private final Stylizer stylizer = Stylizer.style(PhotoPixels.drawn(16, 16)).with(method);

  @BeforeAll
  static void open() {
    extractor = new TinyExtractor();
  }

  @AfterAll
  static void close() {
    extractor.close();
  }

  private int[] painted(Stylizer by) {
    return PhotoPixels.of(by.apply(photo));
  }

  @Test
  void changesThePaintedPicture() {
    int[] plain = painted(stylizer);
    List<String> stages = new ArrayList<>();
    Stylizer refined =
        stylizer.refine(4, extractor).onProgress(progress -> stages.add(progress.stage()));
    assertThat(painted(refined)).isNotEqualTo(plain).hasSize(plain.length);
    assertThat(stages).endsWith("refining 20x12", "refining 20x12").contains("inverting");
    assertThat(painted(refined.refine(0))).isEqualTo(plain);
    assertThat(refined).asString().contains("refine=4");
  }

  @Test
  void needsAPainting() throws IOException {
    assertThatIllegalStateException()
        .isThrownBy(() -> Stylizer.style(new InvertingModel()).refine(1, extractor))
        .withMessageContainingAll("refinement", "model");
    StyleCode code = StyleCode.of("0123456789abcdef", new float[] {1, 2});
    assertThatIllegalStateException()
        .isThrownBy(() -> Stylizer.style(Style.of(code)).refine(1, extractor))
        .withMessageContainingAll("refinement", "only numbers");
    assertThatIllegalStateException()
        .isThrownBy(() -> Stylizer.style(Path.of("a.style")).quality(Quality.FINE))
        .withMessageContaining("a.style");
  }

  @Test
  void rejectsNegativeStepsAndTinyPhotos() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.refine(-1))
        .withMessageContaining("-1");
    // At the deepest tap each side would have a single pixel.
    BufferedImage tiny = PhotoPixels.drawn(8, 8);
    assertThat(stylizer.refine(1, extractor).apply(tiny)).isNotNull();
  }

  @Test
  void preparingWarmsRefinementUpToo() {
    List<String> stages = new ArrayList<>();
    Stylizer refined =
        stylizer.refine(3, extractor).onProgress(progress -> stages.add(progress.stage()));
    assertThat(refined.prepare()).isSameAs(refined);
    assertThat(stages).doesNotContain("refining 32x32");
    assertThatIllegalStateException()
        .isThrownBy(() -> stylizer.refine(3).prepare())
        .withMessageContaining("stylizer-vgg");
  }

  @Test
  void worksWithMatchedColors() {
    Stylizer matched = stylizer.preserveColors(ColorPreservation.MATCHED_STYLE);
    assertThat(painted(matched.refine(2, extractor))).isNotEqualTo(painted(matched));
  }

  @Test
  void aPictureThatIsNotFiniteAfterwardsIsRefused() {
    // As weights of 3e38 give.
    FeatureExtractor overflowing =
        new InterceptedExtractor(
            extractor,
            (call, features) -> InterceptedExtractor.scaled(features, Float.POSITIVE_INFINITY));
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> stylizer.refine(2, overflowing).apply(photo))
        .withMessageContainingAll("refining the picture", "not finite", "feature extractor");
  }

  /** This module has no feature extractor of its own. */
  @Test
  void saysWhichArtifactIsMissing() {
    assertThatIllegalStateException()
        .isThrownBy(() -> stylizer.refine(1).apply(photo))
        .withMessageContaining("stylizer-vgg");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.quality(Quality.BEST))
        .withMessageContaining("add a dependency");
  }
}
