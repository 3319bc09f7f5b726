package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code stylize window} as a command: tests have no screen. */
class WindowTest {

  @Test
  void withoutAScreenOneLineSaysWhatToDo() {
    Call.of("window").failed(1, "no screen", "stylize serve");
    Call.of("window", "photo.jpg").failed(1, "no screen");
  }

  @Test
  void wrongOptionsAreNamed() {
    Call.of("window", "--dark").failed(2, "--dark", "stylize window --help");
  }

  @Test
  void helpSaysWhatItIs() {
    assertThat(Call.of("window", "--help").out()).contains("drop a photo", "PHOTO");
    assertThat(Call.of("--help").out()).contains("stylize window");
  }
}
