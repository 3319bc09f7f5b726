package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StylizerTest {
  private final BufferedImage photo = PhotoPixels.drawn(20, 12);
  private final RecordingMethod method = new RecordingMethod();
  private final Stylizer stylizer = Stylizer.style(PhotoPixels.drawn(9, 9)).with(method);

  @Test
  void paintsAtTheSizeOfThePhoto() {
    BufferedImage painted = stylizer.apply(photo);
    assertThat(painted.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(painted.getWidth()).isEqualTo(20);
    assertThat(painted.getHeight()).isEqualTo(12);
    int[] expected = PhotoPixels.of(photo);
    for (int i = 0; i < expected.length; i++) {
      expected[i] ^= 0xffffff;
    }
    assertThat(PhotoPixels.of(painted)).containsExactly(expected);
  }

  @Test
  void photoIsNotModified() {
    int[] before = PhotoPixels.of(photo);
    stylizer.apply(photo);
    assertThat(PhotoPixels.of(photo)).containsExactly(before);
  }

  @Test
  void sizeIsTheLongerSideOfTheResult() {
    BufferedImage smaller = stylizer.size(10).apply(photo);
    assertThat(List.of(smaller.getWidth(), smaller.getHeight())).containsExactly(10, 6);
    BufferedImage larger = stylizer.size(40).apply(photo);
    assertThat(List.of(larger.getWidth(), larger.getHeight())).containsExactly(40, 24);
  }

  @Test
  void sizeMustBePositive() {
    for (int size : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stylizer.size(size))
          .withMessageContaining(String.valueOf(size));
    }
  }

  @Test
  void progressReachesTheListener() {
    List<String> stages = new ArrayList<>();
    stylizer.onProgress(progress -> stages.add(progress.stage())).apply(photo);
    assertThat(stages).containsExactly("preparing", "inverting");
  }

  @Test
  void exceptionOfTheListenerReachesTheCaller() {
    Stylizer failing =
        stylizer.onProgress(
            progress -> {
              throw new CancellationException("enough");
            });
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> failing.apply(photo))
        .withMessage("enough");
    assertThat(stylizer.apply(photo)).as("the style can still be prepared").isNotNull();
  }

  @Test
  void settingsLeaveTheStylizerAsItWas() {
    List<String> stages = new ArrayList<>();
    RecordingMethod other = new RecordingMethod();
    assertThat(stylizer.size(10)).isNotSameAs(stylizer);
    assertThat(stylizer.onProgress(progress -> stages.add(progress.stage()))).isNotSameAs(stylizer);
    assertThat(stylizer.with(other)).isNotSameAs(stylizer);
    assertThat(stylizer.apply(photo).getWidth()).isEqualTo(20);
    assertThat(stages).isEmpty();
    assertThat(other.prepared).isEmpty();
    assertThat(method.prepared).hasSize(1);
  }

  @Test
  void nothingIsPreparedBeforeTheFirstPhoto() {
    stylizer.size(10).onProgress(progress -> {});
    assertThat(method.prepared).isEmpty();
  }

  @Test
  void stylizersThatDifferInSettingsShareTheStyle() {
    stylizer.apply(photo);
    stylizer.size(10).apply(photo);
    stylizer.size(10).onProgress(progress -> {}).apply(photo);
    assertThat(method.prepared).hasSize(1);
  }

  @Test
  void anotherMethodPreparesTheStyleAnew() {
    RecordingMethod other = new RecordingMethod();
    stylizer.apply(photo);
    Stylizer withOther = stylizer.with(other);
    withOther.apply(photo);
    assertThat(other.prepared).hasSize(1);
    withOther.close();
    assertThat(other.models.get(0).isClosed()).isTrue();
    assertThat(method.models.get(0).isClosed()).isFalse();
  }

  @Test
  void styleIsPreparedOnceForThreadsThatStartTogether() throws Exception {
    int[] expected = PhotoPixels.of(Stylizer.style(new InvertingModel()).apply(photo));
    List<int[]> painted =
        Concurrently.run(3, () -> PhotoPixels.of(stylizer.apply(PhotoPixels.drawn(20, 12))));
    assertThat(painted).hasSize(3).allSatisfy(p -> assertThat(p).containsExactly(expected));
    assertThat(method.prepared).hasSize(1);
  }

  @Test
  void theStyleIsFreedWhenAllThatUsedItAreClosed() {
    Stylizer small = stylizer.size(10);
    stylizer.apply(photo);
    small.apply(photo);
    small.close();
    small.close();
    assertThat(method.models).singleElement().matches(model -> !model.isClosed());
    assertThat(stylizer.apply(photo).getWidth()).isEqualTo(20);
    assertThatIllegalStateException()
        .isThrownBy(() -> small.apply(photo))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(() -> small.strength(0.5));
    stylizer.close();
    assertThat(method.models).singleElement().matches(InvertingModel::isClosed);
    assertThatIllegalStateException().isThrownBy(() -> stylizer.apply(photo));
  }

  @Test
  void oneThatWasOnlyAStepTowardsAnotherHoldsNothing() {
    try (Stylizer small = Stylizer.style(PhotoPixels.drawn(9, 9)).with(method).size(10)) {
      small.apply(photo);
    }
    assertThat(method.models).singleElement().matches(InvertingModel::isClosed);
  }

  @Test
  void closingADerivedStylizerLeavesItsOriginUsable() {
    Stylizer small = stylizer.size(10);
    small.apply(photo);
    small.close();
    assertThat(stylizer.apply(photo).getWidth()).isEqualTo(20);
    assertThat(method.models).hasSize(2);
    assertThat(method.models.get(0).isClosed()).isTrue();
    assertThat(method.models.get(1).isClosed()).isFalse();
  }

  @Test
  void maxSizeNeverEnlarges() {
    assertThat(stylizer.maxSize(10).apply(photo).getWidth()).isEqualTo(10);
    assertThat(stylizer.maxSize(20).apply(photo).getWidth()).isEqualTo(20);
    assertThat(stylizer.maxSize(40).apply(photo).getWidth()).isEqualTo(20);
    assertThat(stylizer.maxSize(40).size(30).apply(photo).getWidth()).isEqualTo(30);
    assertThat(stylizer.size(40).maxSize(30).apply(photo).getWidth()).isEqualTo(20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.maxSize(0))
        .withMessageContaining("0");
  }

  @Test
  void preparedItPaintsAtOnce() {
    assertThat(stylizer.prepare()).isSameAs(stylizer);
    assertThat(method.prepared).hasSize(1);
    stylizer.apply(photo);
    assertThat(method.prepared).hasSize(1);
    assertThat(method.models).singleElement().matches(model -> !model.isClosed());
    stylizer.close();
    assertThatIllegalStateException().isThrownBy(stylizer::prepare);
  }

  @Test
  void aStyleThatCannotBeReadFailsWhenItIsPrepared() {
    Stylizer missing = Stylizer.style(Path.of("missing.png")).with(method);
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(missing::prepare)
        .withMessage("missing.png: no such file");
  }

  @Test
  void saysWhatItPaintsWith() {
    assertThat(Stylizer.style(Path.of("a.png")).with(method).maxSize(7).strength(0.5))
        .hasToString("Stylizer[a.png, method=recording, maxSize=7, strength=0.5]");
    assertThat(Stylizer.blend(Style.of(photo), Style.of(Path.of("b.png")).weight(0.5)))
        .hasToString("Stylizer[image of 20x12 x 1.0 + b.png x 0.5]");
    assertThat(Stylizer.style(new InvertingModel()).preserveColors())
        .hasToString("Stylizer[model, preserveColors=LUMINANCE]");
  }

  @Test
  void whoWaitsForAStyleCanBeInterruptedAndWhoClosesDoesNotWait() throws Exception {
    CountDownLatch preparing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Stylizer slow =
        stylizer.onProgress(
            progress -> {
              preparing.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    CompletableFuture<?> first = CompletableFuture.runAsync(() -> slow.apply(photo));
    preparing.await();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(PaintingInterruptedException.class)
        .isThrownBy(() -> stylizer.apply(photo))
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    slow.close();
    assertThat(method.models).isEmpty();
    goOn.countDown();
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(first::join)
        .withMessageContaining("closed");
    assertThat(method.models).singleElement().matches(InvertingModel::isClosed);
  }

  @Test
  void closedBeforeItsFirstUseItPreparesNothing() {
    stylizer.close();
    assertThatIllegalStateException().isThrownBy(() -> stylizer.apply(photo));
    assertThat(method.prepared).isEmpty();
  }

  @Test
  void aModelOfTheCallersIsNotClosed() {
    InvertingModel model = new InvertingModel();
    Stylizer borrowing = Stylizer.style(model);
    assertThat(borrowing.apply(photo).getRGB(1, 1)).isEqualTo(photo.getRGB(1, 1) ^ 0xffffff);
    borrowing.close();
    assertThat(model.isClosed()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> borrowing.apply(photo));
  }

  @Test
  void aModelThatIsHandedOverIsClosedWithTheStylizer() {
    InvertingModel model = new InvertingModel();
    Stylizer owning = Stylizer.owning(model);
    Stylizer small = owning.size(10);
    assertThat(owning.apply(photo).getRGB(1, 1)).isEqualTo(photo.getRGB(1, 1) ^ 0xffffff);
    assertThat(small.apply(photo).getWidth()).isEqualTo(10);
    small.close();
    assertThat(model.isClosed()).isFalse();
    assertThat(owning.apply(photo).getWidth()).isEqualTo(20);
    owning.close();
    assertThat(model.isClosed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> owning.apply(photo));
  }

  @Test
  void aModelMustBeGiven() {
    assertThatNullPointerException().isThrownBy(() -> Stylizer.owning(null));
    assertThatNullPointerException().isThrownBy(() -> Stylizer.style((StyleModel) null));
  }

  @Test
  void aReadyModelHasItsMethodAlready() {
    for (Stylizer ready :
        List.of(Stylizer.style(new InvertingModel()), Stylizer.owning(new InvertingModel()))) {
      assertThatIllegalStateException().isThrownBy(() -> ready.with(method));
    }
  }

  @Test
  void tinyPhotosAreRefusedBeforeTheStyleIsPrepared() {
    for (BufferedImage tiny : List.of(PhotoPixels.drawn(7, 100), PhotoPixels.drawn(100, 7))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stylizer.size(100).apply(tiny))
          .withMessageContainingAll(
              String.format(Locale.ROOT, "%dx%d", tiny.getWidth(), tiny.getHeight()), "8");
    }
    assertThat(method.prepared).isEmpty();
    assertThat(stylizer.apply(PhotoPixels.drawn(8, 8)).getWidth()).isEqualTo(8);
  }

  /** As a method in steps does when it is interrupted. */
  @Test
  void unfinishedPicturesAreReturnedUnlessCompleteOnesAreAskedFor() {
    StyleModel interrupted =
        new StyleModel() {
          @Override
          public NDArray stylize(NDArray content, ProgressListener listener) {
            Thread.currentThread().interrupt();
            return content.duplicate();
          }

          @Override
          public void close() {}
        };
    try (Stylizer stylizer = Stylizer.style(interrupted)) {
      assertThat(stylizer.apply(photo)).isNotNull();
      assertThat(Thread.interrupted()).isTrue();
      assertThatExceptionOfType(PaintingInterruptedException.class)
          .isThrownBy(() -> stylizer.completeOnly().apply(photo));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aForgottenStylizerIsFreed() throws InterruptedException {
    paintAndForget();
    assertBecomesClosed(method.models.get(0));
  }

  @Test
  void aForgottenStylizerFreesTheModelThatItOwns() throws InterruptedException {
    InvertingModel model = new InvertingModel();
    Stylizer.owning(model).apply(photo);
    assertBecomesClosed(model);
  }

  private static void assertBecomesClosed(InvertingModel model) throws InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!model.isClosed() && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(model.isClosed()).isTrue();
  }

  private void paintAndForget() {
    Stylizer.style(PhotoPixels.drawn(9, 9)).with(method).apply(photo);
  }

  @Test
  void oneThatIsStillHeldIsNotFreed() throws InterruptedException {
    Stylizer small = stylizer.size(10);
    small.apply(photo);
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(method.models.get(0).isClosed()).isFalse();
    assertThat(small.apply(photo).getWidth()).isEqualTo(10);
  }
}
