package io.github.stylizer.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void isTheBeginningOfTheSha256() {
    // FIPS 180-2, appendix B.1.
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    assertThat(new Fingerprint().add(abc).text()).isEqualTo("ba7816bf8f01cfea");
    assertThat(new Fingerprint().add(new byte[] {'a'}).add(new byte[] {'b', 'c'}).text())
        .isEqualTo("ba7816bf8f01cfea");
  }
}
