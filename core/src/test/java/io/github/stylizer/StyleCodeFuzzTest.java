package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Any bytes are a style code or are refused. */
class StyleCodeFuzzTest {
  private static final String NAME = "a.style";

  @FuzzTest
  void load(byte[] data) throws IOException {
    try {
      StyleCode code = StyleCode.load(data, NAME);
      assertThat(code.network()).matches("[0-9a-f]{16}");
      assertThat(code.values().length).isBetween(1, 1 << 16);
      for (float value : code.values()) {
        // Not isBetween: for it, -0 is less than 0.
        assertThat(value >= 0 && value <= Float.MAX_VALUE).as("%s", value).isTrue();
      }
    } catch (WeightsFormatException e) {
      assertThat(e.getMessage()).startsWith(NAME + ": ").doesNotContain("\n", "\r", ": null");
    }
  }
}
