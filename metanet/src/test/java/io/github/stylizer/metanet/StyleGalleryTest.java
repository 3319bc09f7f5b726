package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.StyleCode;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.io.Resource;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.SharedFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleGalleryTest {
  private static final int LARGEST_FILE = 4000;

  @Test
  void hasManyStylesInOrder() {
    List<NamedStyle> styles = StyleGallery.styles();
    assertThat(styles).hasSizeGreaterThanOrEqualTo(30);
    assertThat(styles).extracting(NamedStyle::name).isSorted().doesNotHaveDuplicates();
    assertThat(styles).extracting(NamedStyle::title).doesNotContain("");
    assertThat(styles).extracting(NamedStyle::artist).doesNotContain("");
  }

  @Test
  void codesAreSmallAndOfTheNetworkInTheJar() throws IOException {
    try (MetaNet network = MetaNet.compact()) {
      for (NamedStyle style : StyleGallery.styles()) {
        StyleCode code = StyleGallery.code(style.name());
        assertThat(code.name()).isEqualTo(style.name());
        assertThat(code.network()).as(style.name()).isEqualTo(network.fingerprint());
        String resource = "compact/styles/" + style.name() + ".safetensors";
        assertThat(Resource.read(StyleGallery.class::getResource, resource).bytes())
            .as(style.name())
            .hasSizeLessThan(LARGEST_FILE);
      }
    }
  }

  @Test
  void noPictureIsBlankAndAllDiffer() throws IOException {
    BufferedImage photo = PhotoPixels.drawn(64, 64);
    Map<String, int[]> pictures = new LinkedHashMap<>();
    for (NamedStyle style : StyleGallery.styles()) {
      try (Stylizer stylizer = Stylizer.style(style.name())) {
        int[] picture = green(stylizer.apply(photo));
        assertThat(deviation(picture)).as(style.name()).isGreaterThan(5);
        pictures.forEach(
            (name, other) ->
                assertThat(difference(picture, other))
                    .as("%s and %s", style.name(), name)
                    .isGreaterThan(5));
        pictures.put(style.name(), picture);
      }
    }
  }

  private static int[] green(BufferedImage picture) {
    return Arrays.stream(PhotoPixels.of(picture)).map(rgb -> rgb >> 8 & 0xff).toArray();
  }

  private static double deviation(int[] picture) {
    double mean = Arrays.stream(picture).average().orElseThrow();
    double[] distances =
        Arrays.stream(picture).mapToDouble(level -> Math.abs(level - mean)).toArray();
    return Arrays.stream(distances).average().orElseThrow();
  }

  private static double difference(int[] first, int[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += Math.abs(first[i] - second[i]);
    }
    return sum / first.length;
  }

  /** The gallery was encoded by VGG-19. */
  @Test
  void theEncoderInTheJarSeesWhatVggSees() throws IOException {
    Map<String, String> paintings =
        Map.of(
            "starry-night", "01-starry-night",
            "scream", "02-scream",
            "great-wave", "03-great-wave",
            "udnie", "06-udnie",
            "grande-jatte", "14-grande-jatte");
    try (MetaNet network = MetaNet.compact()) {
      for (Map.Entry<String, String> painting : paintings.entrySet()) {
        float[] found =
            network
                .code(
                    ImageDecoder.standard()
                        .read(
                            SharedFiles.path("images/large/style/" + painting.getValue() + ".jpg")))
                .values();
        float[] own = StyleGallery.code(painting.getKey()).values();
        for (String other : paintings.keySet()) {
          if (!other.equals(painting.getKey())) {
            assertThat(squares(found, own))
                .as("%s is nearer to its own code than to that of %s", painting.getKey(), other)
                .isLessThan(0.5 * squares(found, StyleGallery.code(other).values()));
          }
        }
      }
    }
  }

  private static double squares(float[] first, float[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += Math.pow(first[i] - second[i], 2);
    }
    return sum;
  }

  @Test
  void codesCanBeMixed() throws IOException {
    BufferedImage photo = PhotoPixels.drawn(32, 32);
    StyleCode wave = StyleGallery.code("great-wave");
    StyleCode night = StyleGallery.code("starry-night");
    try (MetaNet network = MetaNet.compact();
        StyleModel between = network.style(wave.interpolate(night, 0.5));
        StyleModel first = network.style(wave);
        Stylizer mixed = Stylizer.style(between);
        Stylizer alone = Stylizer.style(first)) {
      assertThat(PhotoPixels.of(mixed.apply(photo)))
          .isNotEqualTo(PhotoPixels.of(alone.apply(photo)));
    }
  }

  @Test
  void unknownNamesListWhatThereIs() {
    for (String name : new String[] {"../styles/great-wave", "Great-Wave", ""}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StyleGallery.code(name))
          .withMessageContainingAll("'" + name + "'", "great-wave");
    }
  }
}
