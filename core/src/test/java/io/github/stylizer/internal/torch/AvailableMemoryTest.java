package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AvailableMemoryTest {
  @Test
  void thereIsMoreThanThisTestNeeds() {
    assertThat(AvailableMemory.bytes()).isGreaterThan(100_000_000L);
  }
}
