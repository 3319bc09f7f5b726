package io.github.stylizer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stylizer.Stylizer;
import io.github.stylizer.testing.OccupiedGate;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LiveStylizerTest {
  private final GatedModel model = new GatedModel();
  private final Stylizer stylizer = Stylizer.style(model);
  private final BlockingQueue<PaintedFrame> painted = new LinkedBlockingQueue<>();
  private final AtomicLong clock = new AtomicLong(-3);

  private LiveStylizer live(Consumer<PaintedFrame> listener) {
    LiveStylizer live = new LiveStylizer(stylizer, listener, clock::get);
    live.start();
    return live;
  }

  private PaintedFrame next() throws InterruptedException {
    PaintedFrame frame = painted.poll(GatedModel.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(frame).as("the next painted frame").isNotNull();
    return frame;
  }

  /** A frame of one color. */
  private static BufferedImage frame(int rgb) {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, rgb);
    }
    return image;
  }

  @Test
  void framesComeInOrderWithTheirNumbers() throws InterruptedException {
    try (LiveStylizer live = live(painted::add)) {
      for (int i = 0; i < 5; i++) {
        clock.set(1000 * i);
        assertThat(live.submit(frame(i))).isEqualTo(i);
        model.permit(1);
        PaintedFrame frame = next();
        assertThat(frame.number()).isEqualTo(i);
        assertThat(frame.submitted()).isEqualTo(1000L * i);
        assertThat(frame.frame().getRGB(0, 0) & 0xffffff).isEqualTo(i);
        assertThat(frame.painted().getRGB(7, 7) & 0xffffff).isEqualTo(i);
      }
      assertThat(live.dropped()).isZero();
    }
    assertThat(painted).isEmpty();
  }

  @Test
  void onlyTheNewestFrameWaits() throws InterruptedException {
    try (LiveStylizer live = live(painted::add)) {
      live.submit(frame(0));
      model.awaitBegun();
      for (int i = 1; i < 10; i++) {
        live.submit(frame(i));
        assertThat(live.dropped()).isEqualTo(i - 1);
      }
      model.permit(2);
      assertThat(next().number()).isZero();
      PaintedFrame last = next();
      assertThat(last.number()).isEqualTo(9);
      assertThat(last.painted().getRGB(0, 0) & 0xffffff).isEqualTo(9);
    }
  }

  @Test
  void theMemoryOfAFrameMayBeUsedAgain() throws InterruptedException {
    try (LiveStylizer live = live(painted::add)) {
      BufferedImage camera = frame(7);
      live.submit(camera);
      camera.setRGB(0, 0, 0xffffff);
      ByteBuffer buffer = ByteBuffer.allocateDirect(3 * 64);
      model.awaitBegun();
      live.submit(buffer, FrameFormat.bgr(8, 8));
      buffer.put(0, (byte) 255);
      model.permit(2);
      assertThat(next().painted().getRGB(0, 0) & 0xffffff).isEqualTo(7);
      assertThat(next().painted().getRGB(0, 0) & 0xffffff).isZero();
    }
  }

  @Test
  void settingsAreThoseOfTheStylizer() throws InterruptedException {
    try (Stylizer small = stylizer.maxSize(8);
        LiveStylizer live = new LiveStylizer(small, painted::add, clock::get)) {
      live.start();
      model.permit(1);
      live.submit(PhotoPixels.drawn(32, 32));
      PaintedFrame frame = next();
      assertThat(frame.painted().getWidth()).isEqualTo(8);
      assertThat(frame.frame().getWidth()).isEqualTo(32);
    }
  }

  @Test
  void whatTheListenerThrowsIsThrownOnce() throws InterruptedException {
    LiveStylizer live =
        live(
            frame -> {
              painted.add(frame);
              if (frame.number() == 0) {
                throw new IllegalStateException("the window is gone");
              }
            });
    model.permit(9);
    live.submit(frame(0));
    next();
    assertThatIllegalStateException()
        .isThrownBy(() -> submitUntilThrown(live))
        .withMessage("the window is gone");
    live.submit(frame(1));
    assertThat(next().number()).isPositive();
    live.close();
  }

  /** The listener has been called, but may not have thrown yet: these are painted like others. */
  private static void submitUntilThrown(LiveStylizer live) throws InterruptedException {
    while (true) {
      live.submit(frame(1));
      Thread.sleep(1);
    }
  }

  @Test
  void whatPaintingThrowsIsThrownByCloseAtLast() throws InterruptedException {
    LiveStylizer live = live(painted::add);
    live.submit(frame(0));
    model.awaitBegun();
    model.fail();
    model.permit(1);
    assertThatIllegalArgumentException().isThrownBy(live::close).withMessage("the model fails");
    live.close();
    assertThat(painted).isEmpty();
  }

  @Test
  void everyErrorIsKept() throws InterruptedException {
    LiveStylizer live = live(painted::add);
    live.submit(frame(0));
    model.awaitBegun();
    live.submit(frame(1));
    model.fail();
    model.permit(1);
    model.awaitBegun();
    model.permit(1);
    assertThatIllegalArgumentException()
        .isThrownBy(live::close)
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
  }

  @Test
  void anInterruptedThreadMaySubmit() throws InterruptedException {
    try (LiveStylizer live = live(painted::add)) {
      model.permit(1);
      Thread.currentThread().interrupt();
      live.submit(frame(0));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(next().number()).isZero();
    }
  }

  @Test
  void closingWaitsForTheFrameInProgressAndDropsTheNext() throws InterruptedException {
    LiveStylizer live = live(painted::add);
    live.submit(frame(0));
    model.awaitBegun();
    live.submit(frame(1));
    Thread closing = new Thread(live::close);
    closing.start();
    OccupiedGate.awaitWaiting(closing);
    assertThat(closing.isAlive()).isTrue();
    assertThat(painted).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> live.submit(frame(2)))
        .withMessage("the live stylizer is closed");
    model.permit(1);
    closing.join();
    assertThat(next().number()).isZero();
    assertThat(painted).isEmpty();
    assertThat(live.dropped()).isEqualTo(1);
  }

  @Test
  void anInterruptDoesNotShortenClosing() throws InterruptedException {
    LiveStylizer live = live(painted::add);
    live.submit(frame(0));
    model.awaitBegun();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread closing =
        new Thread(
            () -> {
              live.close();
              flag.set(Thread.currentThread().isInterrupted());
            });
    closing.start();
    OccupiedGate.awaitWaiting(closing);
    closing.interrupt();
    OccupiedGate.awaitWaiting(closing);
    assertThat(closing.isAlive()).isTrue();
    model.permit(1);
    closing.join();
    assertThat(flag.get()).isTrue();
    assertThat(painted).hasSize(1);
  }

  @Test
  void theListenerMayCloseAndInterrupt() throws InterruptedException {
    AtomicReference<LiveStylizer> self = new AtomicReference<>();
    LiveStylizer live =
        live(
            frame -> {
              if (frame.number() == 1) {
                self.get().close();
              }
              Thread.currentThread().interrupt();
              painted.add(frame);
            });
    self.set(live);
    model.permit(9);
    live.submit(frame(0));
    next();
    live.submit(frame(1));
    assertThat(next().number()).isEqualTo(1);
    live.close();
    assertThatIllegalStateException().isThrownBy(() -> live.submit(frame(2)));
  }

  @Test
  void theRateIsThatOfTheLastSeconds() throws InterruptedException {
    try (LiveStylizer live = live(painted::add)) {
      assertThat(live.framesPerSecond()).isZero();
      model.permit(99);
      for (int i = 0; i < 11; i++) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        live.submit(frame(i));
        next();
      }
      assertThat(live.framesPerSecond()).isBetween(9.999, 10.001);
      clock.addAndGet(TimeUnit.SECONDS.toNanos(60));
      assertThat(live.framesPerSecond()).isZero();
    }
  }
}
