package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A style code that is saved is the code that is loaded, within half precision. */
class StyleCodeRoundTripTest {
  @Property(tries = 200)
  void savedCodesAreLoaded(
      @ForAll("names") String name,
      @ForAll("networks") String network,
      @ForAll("values") float[] values)
      throws IOException {
    StyleCode code = StyleCode.of(network, values).named(name);
    Path folder = Files.createTempDirectory("round-trip");
    Path file = folder.resolve("a.style");
    try {
      code.save(file);
      StyleCode read = StyleCode.load(file);
      assertThat(read.name()).isEqualTo(name);
      assertThat(read.network()).isEqualTo(network);
      assertThat(read.values()).hasSameSizeAs(values);
      for (int i = 0; i < values.length; i++) {
        double step = Math.max(Math.ulp(values[i]) * 0x1p13, 0x1p-24);
        assertThat((double) read.values()[i] - values[i]).isBetween(-step / 2, step / 2);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  /** One line of text: no control characters, line separators or halves of surrogate pairs. */
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .ofMaxLength(50)
        .map(text -> text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]", "_"));
  }

  /** What half precision holds. */
  @Provide
  Arbitrary<float[]> values() {
    return Arbitraries.floats().between(0, 65504).array(float[].class).ofMinSize(1).ofMaxSize(300);
  }

  @Provide
  Arbitrary<String> networks() {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(16);
  }
}
