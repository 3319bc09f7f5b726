package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.torch.CloseGuard;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A VGG that is loaded on first use. */
final class VggOnDemand implements FeatureExtractor {
  private final Vgg.Builder builder;
  private final VggTaps taps;
  private final CloseGuard guard = new CloseGuard("VGG");
  // Held while the network is loaded, which may take minutes; waiting is interruptible.
  private final ReentrantLock loading = new ReentrantLock();
  private @Nullable Vgg vgg;

  /**
   * Loads nothing yet.
   *
   * @param builder not shared
   */
  VggOnDemand(Vgg.Builder builder, VggTaps taps) {
    this.builder = builder;
    this.taps = taps;
  }

  @Override
  public List<String> taps() {
    return taps.names();
  }

  @Override
  public int channels(String tap) {
    return taps.channels(tap);
  }

  @Override
  public int minimumSide() {
    return taps.minimumSide();
  }

  @Override
  public NDList features(NDArray images) {
    return features(images, taps());
  }

  @Override
  public NDList features(NDArray images, List<String> wanted) {
    return guard.compute(images.getShape(), () -> loaded().features(images, wanted));
  }

  @Override
  public NDArray gradient(NDArray images, List<String> wanted, UnaryOperator<NDList> atTaps)
      throws InterruptedException {
    return guard.compute(images.getShape(), () -> loaded().gradient(images, wanted, atTaps));
  }

  private Vgg loaded() {
    try {
      loading.lockInterruptibly();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      if (vgg == null) {
        vgg = builder.build();
      }
      return vgg;
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw new StylizerException(String.valueOf(e.getMessage()), e);
    } finally {
      loading.unlock();
    }
  }

  private static PaintingInterruptedException interrupted(Exception cause) {
    Thread.currentThread().interrupt();
    return new PaintingInterruptedException("interrupted before the VGG was loaded", cause);
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          if (vgg != null) {
            vgg.close();
          }
        });
  }
}
