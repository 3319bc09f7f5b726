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
  void aMissingEngineNamesTheDependency() {
    String dependency = "ai.djl.pytorch:pytorch-native-cpu:";
    assertThat(ErrorLine.of(new UnsatisfiedLinkError("no torch in java.library.path")))
        .contains(dependency, "no torch");
    assertThat(ErrorLine.of(new ExceptionInInitializerError(new IllegalStateException("why"))))
        .contains(dependency, "why");
    assertThat(ErrorLine.of(new EngineException("No deep learning engine found.")))
        .contains(dependency);
    assertThat(ErrorLine.of(new EngineException("load", new UnsatisfiedLinkError("libc10.so"))))
        .contains(dependency, "libc10.so");
    EngineException loading = new EngineException("no index", new IOException("offline"));
    loading.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("ai.djl.pytorch.jni.LibUtils", "loadLibrary", "LibUtils.java", 1)
        });
    assertThat(ErrorLine.of(loading)).contains(dependency, "offline");
    assertThat(ErrorLine.of(new EngineException("shapes differ"))).isEqualTo("shapes differ");
  }
}
