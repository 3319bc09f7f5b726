package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.MethodOption;
import io.github.stylizer.NamedStyle;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
    return method.prepare(List.of(Style.of(painting)), ProgressListener.NONE);
  }

  @Test
  void nameIsLowerCaseLettersAndDigits() throws IOException {
    assertThat(method().name()).matches("[a-z][a-z0-9]*");
  }

  @Test
  void isFoundOnTheClassPath() throws IOException {
    Class<?> type = method().getClass();
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
    Style none = Style.of(painting()).weight(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.prepare(List.of(none, none), ProgressListener.NONE));
  }

  @Test
  void unknownStyleNameIsRefused() throws IOException {
    StyleMethod method = method();
    assertThat(method.styles()).extracting(NamedStyle::name).doesNotContain("no-such-style");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bundled(method, "no-such-style"))
        .withMessageContaining("no-such-style");
  }

  @Test
  void ownStylesCanBeOpened() throws IOException {
    StyleMethod method = method();
    assertThat(method.styles()).extracting(NamedStyle::name).doesNotHaveDuplicates();
    for (NamedStyle style : method.styles()) {
      assertThat(method.accepts(List.of(Style.of(style.name())))).as(style.name()).isTrue();
      try (StyleModel model = bundled(method, style.name())) {
        assertThat(model).as(style.name()).isNotNull();
      }
    }
  }

  private static StyleModel bundled(StyleMethod method, String name) throws IOException {
    return method.prepare(List.of(Style.of(name)), ProgressListener.NONE);
  }

  @Test
  void unknownStylesAreNotAccepted() throws IOException {
    Style unknown = Style.of("no-such-style");
    assertThat(method().accepts(List.of(unknown))).isFalse();
    assertThat(method().accepts(List.of(Style.of(painting()), unknown))).isFalse();
  }

  @Test
  void optionsHaveDifferentNamesAndUnknownOnesAreRefused() throws IOException {
    StyleMethod method = method();
    List<String> names = method.options().stream().map(MethodOption::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9-]+"));
    assertThat(method.options())
        .allMatch(option -> option.requires().map(names::contains).orElse(true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.with(Map.of("no-such-option", "1")))
        .withMessageContaining("no-such-option");
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
