package io.github.stylizer;

import io.github.stylizer.testing.StyleMethodContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RecordingMethodTest extends StyleMethodContract {
  @TempDir Path directory;
  private ProvidedMethods methods;

  @BeforeEach
  void provide() throws IOException {
    methods =
        new ProvidedMethods(directory, List.of(LeastPreferredMethod.class, RecordingMethod.class));
  }

  @AfterEach
  void withdraw() throws IOException {
    methods.close();
  }

  @Override
  protected StyleMethod method() {
    return new RecordingMethod();
  }
}
