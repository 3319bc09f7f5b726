package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.internal.io.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DjlSettingsTest {
  @TempDir Path folder;
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Settings settings = new Settings(properties::get, variables::get);

  @BeforeEach
  void useTheFolder() {
    properties.put("os.name", "Linux");
    properties.put("user.home", folder.toString());
    properties.put("user.name", System.getProperty("user.name"));
    properties.put("java.io.tmpdir", folder.toString());
  }

  @Test
  void telemetryIsOffUnlessTheApplicationSaysSomething() throws IOException {
    assertThat(DjlSettings.missing(settings))
        .containsExactly(Map.entry("OPT_OUT_TRACKING", "true"));
    properties.put("OPT_OUT_TRACKING", "false");
    assertThat(DjlSettings.missing(settings)).isEmpty();
    properties.remove("OPT_OUT_TRACKING");
    variables.put("OPT_OUT_TRACKING", "false");
    assertThat(DjlSettings.missing(settings)).isEmpty();
  }

  @Test
  void withoutAHomeNothingIsUnpackedIntoAFolderThatIsShared() throws IOException {
    properties.put("user.home", "?");
    Map<String, String> missing = DjlSettings.missing(settings);
    Path cache = Path.of(missing.get("DJL_CACHE_DIR"));
    assertThat(cache).startsWithRaw(folder).isNotEqualTo(folder.resolve(".djl.ai"));
    assertThat(cache.getParent().getFileName().toString()).startsWith("stylizer-");
    assertThat(Path.of(missing.get("jna.tmpdir"))).hasParentRaw(cache.getParent()).isDirectory();
  }

  @Test
  void aCacheOfTheApplicationStays() throws IOException {
    properties.put("user.home", "?");
    variables.put("DJL_CACHE_DIR", "/somewhere");
    assertThat(DjlSettings.missing(settings)).doesNotContainKey("DJL_CACHE_DIR");
    variables.clear();
    properties.put("ENGINE_CACHE_DIR", "/somewhere");
    properties.put("jna.nounpack", "true");
    assertThat(DjlSettings.missing(settings)).containsOnlyKeys("OPT_OUT_TRACKING");
  }

  @Test
  void aHomeThatIsReadOnlyMayHoldAFilledCache() throws IOException {
    properties.put("user.home", "/nonexistent");
    assertThat(DjlSettings.missing(settings).get("DJL_CACHE_DIR")).startsWith(folder.toString());

    Path filled = Files.createDirectories(folder.resolve("filled/.djl.ai"));
    properties.put("user.home", "?");
    variables.put("HOME", filled.getParent().toString());
    assertThat(DjlSettings.missing(settings)).containsEntry("DJL_CACHE_DIR", filled.toString());
  }

  @Test
  void whereNothingCanBeWrittenJnaUnpacksNothing() throws IOException {
    properties.put("user.home", "?");
    properties.put("java.io.tmpdir", "/proc/none");
    variables.put("DJL_CACHE_DIR", folder.toString());
    assertThat(DjlSettings.missing(settings)).containsEntry("jna.nounpack", "true");
  }
}
