package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void simpleProgressHasNoLossesPictureOrReason() {
    Progress progress = Progress.of("downloading", 3, 10, Duration.ofSeconds(2));
    assertThat(progress.stage()).isEqualTo("downloading");
    assertThat(progress.done()).isEqualTo(3);
    assertThat(progress.total()).isEqualTo(10);
    assertThat(progress.elapsed()).isEqualTo(Duration.ofSeconds(2));
    assertThat(progress.losses()).isEmpty();
    assertThat(progress.preview()).isEmpty();
    assertThat(progress.stopped()).isEmpty();
  }

  @Test
  void negativeCountsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Progress.of("stage", -1, 10, Duration.ZERO))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Progress.of("stage", 1, -10, Duration.ZERO))
        .withMessageContaining("-10");
  }

  @Test
  void stageAndTimeAreNeeded() {
    assertThatNullPointerException().isThrownBy(() -> Progress.of(null, 1, 1, Duration.ZERO));
    assertThatNullPointerException().isThrownBy(() -> Progress.of("stage", 1, 1, null));
  }

  @Test
  void lossesAreCopiedInTheirOrder() {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("style", 2.0);
    losses.put("content", 1.0);
    Progress progress = new Progress("stage", 0, 0, losses, Duration.ZERO, null, null);
    losses.clear();
    assertThat(progress.losses())
        .containsExactly(Map.entry("style", 2.0), Map.entry("content", 1.0));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> progress.losses().put("total", 3.0));
  }

  @Test
  void previewIsMadeOnlyWhenAskedFor() {
    AtomicInteger made = new AtomicInteger();
    BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    Progress progress =
        new Progress(
            "stage",
            1,
            2,
            Map.of(),
            Duration.ZERO,
            () -> {
              made.incrementAndGet();
              return picture;
            },
            "interrupted");
    assertThat(made).hasValue(0);
    assertThat(progress.preview()).containsSame(picture);
    assertThat(made).hasValue(1);
    assertThat(progress.stopped()).contains("interrupted");
  }
}
