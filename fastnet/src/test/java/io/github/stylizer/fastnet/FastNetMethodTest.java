package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.NamedStyle;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.StyleMethodContract;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FastNetMethodTest extends StyleMethodContract {
  /** Beside the tests lie a network "drawn" and the name "lost" without one. */
  private final FastNetMethod tested = new FastNetMethod(new EmbeddedNetworks("teststyles"));

  /** As users get it, with the bundled networks. */
  @Override
  protected StyleMethod method() {
    return new FastNetMethod();
  }

  @Override
  protected StyleModel prepare(StyleMethod method, BufferedImage painting) throws IOException {
    return named("drawn");
  }

  private StyleModel named(String style) throws IOException {
    return tested.prepare(List.of(Style.of(style)), ProgressListener.NONE);
  }

  @Test
  void aPaintingMustBeTrainedFirst() {
    List<Style> styles = List.of(Style.of(PhotoPixels.drawn(32, 32)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tested.prepare(styles, ProgressListener.NONE))
        .withMessageContainingAll("train a network", "stylize train fastnet", "drawn");
  }

  @Test
  void isOnlyPreferredToNothing() {
    assertThat(tested.preference()).isNegative();
  }

  @Test
  void namesKeepTheOrderOfTheList() {
    assertThat(tested.styles()).extracting(NamedStyle::name).containsExactly("drawn", "lost");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> tested.styles().clear());
  }

  @Test
  void aNamedStylePaintsWithItsNetwork() throws IOException {
    TransformNet net = TransformNet.of(2);
    try (NDManager manager = NDManager.newBaseManager();
        TransformModel expected =
            TransformNetModel.of(
                net, DrawnTransformNet.tensors(manager, net.kernelShapes(), 11), Map.of());
        StyleModel drawn = named("drawn")) {
      NDArray photo = Draw.array(manager, 71, new Shape(1, 3, 32, 32), -2, 2);
      // The file is in half precision.
      assertThat(
              ErrorMeasures.relative(
                  drawn.stylize(photo).toFloatArray(), expected.stylize(photo).toFloatArray()))
          .isLessThan(0.005);
    }
  }

  @Test
  void aNameThatIsNotListedIsNotLookedFor() {
    for (String name : new String[] {"../teststyles/drawn", "Drawn", "drawn.safetensors", ""}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> named(name))
          .withMessageContainingAll("'" + name + "'", "drawn");
    }
  }

  @Test
  void aJarWithoutWhatItListsIsReported() {
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> named("lost"))
        .withMessageContaining("teststyles/lost.safetensors");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(new EmbeddedNetworks("nowhere")::styles)
        .withMessageContaining("nowhere/styles.tsv");
  }
}
