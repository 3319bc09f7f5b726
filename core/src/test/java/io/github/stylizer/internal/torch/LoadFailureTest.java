package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.engine.EngineException;
import ai.djl.util.Platform;
import io.github.stylizer.PaintingInterruptedException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadFailureTest {
  private final String folder = LibraryCache.ofProcess().folder().toString();

  @BeforeEach
  void requireTheNativeLibrary() {
    assumeFalse(
        Platform.detectPlatform("pytorch").isPlaceholder(), "the library on the class path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"No space left on device", "Read-only file system", "Disk quota exceeded"})
  void aLibraryThatCannotBeUnpackedNamesTheFolderAndTheSetting(String reason) {
    IOException cause = new FileSystemException("/x/tmp1", null, reason);
    assertThat(LoadFailure.of(new EngineException("Failed to extract", cause)))
        .hasMessageContainingAll(folder, reason, "DJL_CACHE_DIR")
        .hasMessageNotContaining("class path");
  }

  @Test
  void aDiskThatNothingMayRunFromIsNamed() {
    UnsatisfiedLinkError cause =
        new UnsatisfiedLinkError(
            "/x/libc10.so: failed to map segment from shared object: Operation not permitted");
    assertThat(LoadFailure.of(new EngineException("Failed to load", cause)))
        .hasMessageContainingAll(folder, "libc10.so", "programs may run from", "DJL_CACHE_DIR")
        .hasMessageNotContaining("class path");
  }

  @Test
  void anotherCauseIsNotGuessed() {
    UnsatisfiedLinkError cause = new UnsatisfiedLinkError("version `GLIBC_2.38' not found");
    assertThat(LoadFailure.of(new EngineException("Failed to load", cause)))
        .hasMessageContainingAll(folder, "GLIBC_2.38")
        .hasMessageNotContaining("class path");
  }

  @Test
  void anInterruptIsAnInterrupt() {
    assertThat(LoadFailure.of(new EngineException("x", new ClosedByInterruptException())))
        .isInstanceOf(PaintingInterruptedException.class);
  }
}
