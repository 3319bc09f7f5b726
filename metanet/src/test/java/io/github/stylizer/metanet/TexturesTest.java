package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.Quality;
import io.github.stylizer.StyleCode;
import io.github.stylizer.Stylizer;
import io.github.stylizer.internal.io.Resource;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pictures that stand for the paintings of the gallery. */
class TexturesTest {
  private static final int LARGEST_FILE = 80_000;

  private static double distance(StyleCode first, StyleCode second) {
    double sum = 0;
    for (int i = 0; i < first.values().length; i++) {
      double difference = first.values()[i] - second.values()[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Seen by the network, each is most like the painting that it was made from. */
  @Test
  void eachHasTheStyleOfItsPainting() throws IOException {
    Map<String, StyleCode> codes = new LinkedHashMap<>();
    for (NamedStyle style : StyleGallery.styles()) {
      codes.put(style.name(), StyleGallery.code(style.name()));
    }
    int own = 0;
    try (MetaNet network = MetaNet.compact()) {
      for (String name : codes.keySet()) {
        BufferedImage texture = new MetaNetMethod().texture(name).orElseThrow();
        assertThat(texture.getWidth()).as(name).isEqualTo(256);
        assertThat(texture.getHeight()).as(name).isEqualTo(256);
        StyleCode seen = network.code(texture);
        String nearest =
            codes.keySet().stream()
                .min(Comparator.comparingDouble(other -> distance(seen, codes.get(other))))
                .orElseThrow();
        own += nearest.equals(name) ? 1 : 0;
      }
    }
    assertThat(own).isGreaterThanOrEqualTo(codes.size() - 2);
  }

  @Test
  void theFilesAreSmall() throws IOException {
    for (NamedStyle style : StyleGallery.styles()) {
      String resource = "compact/styles/" + style.name() + ".jpg";
      assertThat(Resource.read(StyleGallery.class::getResource, resource).bytes())
          .as(style.name())
          .hasSizeLessThan(LARGEST_FILE);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StyleGallery.texture("none"))
        .withMessageContaining("none");
  }

  @Test
  void aNetworkOfTheCallerHasNone() throws IOException {
    try (MetaNet network = MetaNet.compact()) {
      assertThat(MetaNetMethod.of(network).texture("great-wave")).isEmpty();
    }
  }

  /** The refined picture of a bundled style is not the plain one. */
  @Test
  void aBundledStyleCanBeRefined() {
    BufferedImage photo = PhotoPixels.drawn(40, 32);
    try (Stylizer wave = Stylizer.style("great-wave");
        Stylizer fine = wave.quality(Quality.FINE)) {
      assertThat(PhotoPixels.of(fine.apply(photo))).isNotEqualTo(PhotoPixels.of(wave.apply(photo)));
    }
  }
}
