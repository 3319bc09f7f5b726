package io.github.stylizer.internal.torch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Ec2Utils;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/security.md says about DJL itself. If one of these fails, DJL and the page differ. */
class DjlFactsTest {
  @TempDir Path folder;

  /** A process that says where DJL would unpack native code. */
  static final class Cache {
    private Cache() {}

    public static void main(String[] arguments) {
      System.out.print(Utils.getCacheDir());
    }
  }

  @Test
  void asksWhatMachineItRunsOnAndReportsUnlessItMayNot() throws IOException {
    try (InputStream stream = Ec2Utils.class.getResourceAsStream("Ec2Utils.class")) {
      assertThat(new String(stream.readAllBytes(), ISO_8859_1))
          .contains("http://169.254.169.254/", "https://djl-telemetry-", "OPT_OUT_TRACKING");
    }
  }

  @Test
  void unpacksIntoTheHomeOrIntoAFolderThatAllUsersShare() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    assertThat(cache(folder, temporary)).isEqualTo(folder.resolve(".djl.ai"));
    assertThat(cache(folder.resolve("none"), temporary)).isEqualTo(temporary.resolve(".djl.ai"));
  }

  private static Path cache(Path home, Path temporary) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.home=" + home,
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            Cache.class.getName());
    builder.environment().remove("DJL_CACHE_DIR");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return Path.of(printed);
  }
}
