package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.StyleMethod;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.StyleMethodContract;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the network in the jar, and without any VGG. */
class MetaNetMethodTest extends StyleMethodContract {
  @TempDir Path directory;

  @Override
  protected StyleMethod method() {
    return new MetaNetMethod();
  }

  @Test
  void isWhatAStylizerTakes() throws IOException {
    BufferedImage photo = PhotoPixels.drawn(48, 40);
    BufferedImage painting = PhotoPixels.drawn(64, 64);
    Path file = directory.resolve("painting.png");
    ImageEncoder.standard().write(painting, file);
    int[] expected;
    try (MetaNet network = MetaNet.compact();
        Stylizer stylizer = Stylizer.style(painting).with(MetaNetMethod.of(network))) {
      expected = PhotoPixels.of(stylizer.apply(photo));
    }
    assertThat(expected).isNotEqualTo(PhotoPixels.of(photo));
    for (Stylizer stylizer : List.of(Stylizer.style(painting), Stylizer.style(file))) {
      try (stylizer) {
        assertThat(PhotoPixels.of(stylizer.apply(photo))).containsExactly(expected);
      }
    }
  }

  @Test
  void aNameStandsForItsCode() throws IOException {
    BufferedImage photo = PhotoPixels.drawn(48, 40);
    try (MetaNet network = MetaNet.compact();
        Stylizer coded = Stylizer.style(network.style(StyleGallery.code("great-wave")));
        Stylizer named = Stylizer.style("great-wave")) {
      assertThat(PhotoPixels.of(named.apply(photo)))
          .containsExactly(PhotoPixels.of(coded.apply(photo)));
    }
  }

  @Test
  void anUnknownNameListsWhatThereIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.style("great-cave"))
        .withMessageContainingAll("'great-cave'", "great-wave", "starry-night");
  }

  @Test
  void nothingOfAClosedNetworkStaysOpen() throws IOException {
    MetaNet network = MetaNet.compact();
    try (network) {
      assertThat(network.code(PhotoPixels.drawn(32, 32)).values()).hasSize(128);
    }
    assertThat(NativeArrays.heldBy(network)).isZero();
  }

  @Test
  void theFilesSayWhereTheyComeFrom() throws IOException {
    try (MetaNet network = MetaNet.compact()) {
      assertThat(network.provenance())
          .containsKeys("base", "steps", "learning rate", "photos", "paintings", "loss network");
    }
  }
}
