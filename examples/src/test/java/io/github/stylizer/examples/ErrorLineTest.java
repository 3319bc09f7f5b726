package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ErrorLineTest {

  @Test
  void isOneLineOfBoundedLength() {
    assertThat(ErrorLine.of(new IOException("first\n\tsecond\r\n third")))
        .isEqualTo("first second third");
    assertThat(ErrorLine.of(new IOException("red\u001b[31m clear\u009b2J.png: no image")))
        .isEqualTo("red [31m clear 2J.png: no image");
    assertThat(ErrorLine.of(new IllegalStateException("x".repeat(10_000)))).hasSizeLessThan(600);
  }

  @Test
  void namesTheErrorThatHasNoMessage() {
    assertThat(ErrorLine.of(new NullPointerException())).isEqualTo("NullPointerException");
    assertThat(ErrorLine.of(new IllegalStateException(" "))).isEqualTo("IllegalStateException");
  }

  @Test
  void unwrapsWhatOnlyCarriesAnotherError() {
    IOException cause = new IOException("disk full");
    assertThat(ErrorLine.of(new UncheckedIOException("wrapper", cause))).isEqualTo("disk full");
  }

  @Test
  void translatesErrorsOfTheFileSystemAndTheNetwork() {
    assertThat(ErrorLine.of(new NoSuchFileException("a.png"))).isEqualTo("a.png: no such file");
    assertThat(ErrorLine.of(new NoSuchFileException("a", null, "there is no training here")))
        .isEqualTo("a: there is no training here");
    assertThat(ErrorLine.of(new AccessDeniedException("a.png")))
        .isEqualTo("a.png: permission denied");
    assertThat(ErrorLine.of(new UnknownHostException("example.org")))
        .contains("example.org", "network");
  }

  @Test
  void lackOfMemoryNamesTheWaysOut() {
    assertThat(ErrorLine.of(new OutOfMemoryError("Java heap space")))
        .contains("--size", "STYLIZE_JAVA_OPTS");
    assertThat(ErrorLine.of(new EngineException("CUDA out of memory. Tried to allocate")))
        .contains("--size");
  }

  @Test
  void aLibraryThatCannotBeLoadedSaysWhy() {
    assertThat(ErrorLine.of(new UnsatisfiedLinkError("no torch in java.library.path")))
        .contains("no torch", "stylize doctor");
    assertThat(ErrorLine.of(new ExceptionInInitializerError(new IllegalStateException("why"))))
        .contains("why");
    assertThat(ErrorLine.of(new EngineException("shapes differ"))).isEqualTo("shapes differ");
  }
}
