package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.NamedStyle;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.WeightedStyle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What every {@link StyleMethod} promises. */
public abstract class StyleMethodContract {
  private static final int SIDE = 32;

  /**
   * Returns the method, set up so that it works within a second on a picture of 32 pixels.
   *
   * @return the method
   * @throws IOException if it cannot be set up
   */
  protected abstract StyleMethod method() throws IOException;

  /**
   * Makes a style ready. A method that cannot paint like any painting returns one of its own
   * styles.
   *
   * @param method made by {@link #method}
   * @param painting a small style picture
   * @return the model, closed by the contract
   * @throws IOException if it cannot be made ready
   */
  protected StyleModel prepare(StyleMethod method, BufferedImage painting) throws IOException {
    return method.prepare(List.of(new WeightedStyle(painting, 1)), ProgressListener.NONE);
  }

  /**
   * Says whether {@link ServiceLoader} finds the method. One that needs a file to begin with cannot
   * be found.
   *
   * @return true unless overridden
   */
  protected boolean isOnTheClassPath() {
    return true;
  }

  @Test
  void nameIsLowerCaseLettersAndDigits() throws IOException {
    assertThat(method().name()).matches("[a-z][a-z0-9]*");
  }

  @Test
  void isFoundOnTheClassPath() throws IOException {
    Class<?> type = method().getClass();
    if (!isOnTheClassPath()) {
      assertThat(ServiceLoader.load(StyleMethod.class))
          .noneMatch(found -> found.getClass() == type);
      return;
    }
    assertThat(ServiceLoader.load(StyleMethod.class))
        .filteredOn(found -> found.getClass() == type)
        .singleElement()
        .satisfies(found -> assertThat(found.name()).isEqualTo(method().name()))
        .satisfies(found -> assertThat(found.preference()).isEqualTo(method().preference()));
  }

  @Test
  void needsAStyle() throws IOException {
    StyleMethod method = method();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.prepare(List.of(), ProgressListener.NONE));
  }

  @Test
  void needsAStyleThatCounts() throws IOException {
    StyleMethod method = method();
    WeightedStyle none = new WeightedStyle(painting(), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.prepare(List.of(none, none), ProgressListener.NONE));
  }

  @Test
  void unknownStyleNameIsRefused() throws IOException {
    StyleMethod method = method();
    assertThat(method.styles()).extracting(NamedStyle::name).doesNotContain("no-such-style");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.named("no-such-style"))
        .withMessageContaining("no-such-style");
  }

  @Test
  void ownStylesCanBeOpened() throws IOException {
    StyleMethod method = method();
    assertThat(method.styles()).extracting(NamedStyle::name).doesNotHaveDuplicates();
    for (NamedStyle style : method.styles()) {
      try (StyleModel model = method.named(style.name())) {
        assertThat(model).as(style.name()).isNotNull();
      }
    }
  }

  @Test
  void preparedStylePaints() throws IOException {
    try (NDManager manager = NDManager.newBaseManager();
        StyleModel model = prepare(method(), painting())) {
      NDArray photo = Draw.array(manager, 44, new Shape(1, 3, SIDE, SIDE), -2, 2);
      assertThat(model.stylize(photo).getShape()).isEqualTo(photo.getShape());
    }
  }

  @Test
  void stylePictureIsNotModified() throws IOException {
    BufferedImage painting = painting();
    prepare(method(), painting).close();
    assertThat(PhotoPixels.of(painting)).containsExactly(PhotoPixels.of(painting()));
  }

  @Test
  void closingFreesWhatWasPrepared() throws IOException {
    StyleMethod method = method();
    prepare(method, painting()).close();
    int before = NativeArrays.heldBy(method);
    StyleModel model = prepare(method, painting());
    model.close();
    model.close();
    assertThat(NativeArrays.heldBy(method)).as("arrays that the method keeps").isEqualTo(before);
    // A model may hold on to what is the method's, but to nothing of its own.
    assertThat(NativeArrays.heldBy(model)).isLessThanOrEqualTo(before);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray photo = manager.zeros(new Shape(1, 3, SIDE, SIDE));
      assertThatIllegalStateException().isThrownBy(() -> model.stylize(photo));
    }
  }

  private static BufferedImage painting() {
    return PhotoPixels.drawn(SIDE, SIDE);
  }
}
