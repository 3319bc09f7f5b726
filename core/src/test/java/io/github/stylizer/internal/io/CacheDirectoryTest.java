package io.github.stylizer.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheDirectoryTest {
  @TempDir Path folder;
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Settings settings = new Settings(properties::get, variables::get);

  @BeforeEach
  void useTheFolder() {
    properties.put("os.name", "Linux");
    properties.put("java.io.tmpdir", folder.toString());
    properties.put("user.name", System.getProperty("user.name"));
  }

  private static void requirePosix() {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "a system with owners and permissions of files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "/nonexistent", "relative", ""})
  void aUserWithoutAHomeHasAPrivateTemporaryFolder(String home) throws IOException {
    requirePosix();
    properties.put("user.home", home);
    Path found = CacheDirectory.of(settings);
    assertThat(found).isDirectory().hasParent(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(found)))
        .isEqualTo("rwx------");
    assertThat(CacheDirectory.of(settings)).isEqualTo(found);
  }

  @Test
  void aUserWithoutANameIsKnownByANumber() throws IOException {
    requirePosix();
    assumeTrue(Files.exists(Path.of("/proc/self")), "a system with /proc");
    properties.put("user.home", "?");
    properties.put("user.name", "?");
    String owner = Files.getOwner(folder).getName();
    assertThat(CacheDirectory.of(settings)).isEqualTo(folder.resolve("stylizer-" + owner));
  }

  @Test
  void theHomeOfTheEnvironmentCountsWhereJavaKnowsNone() throws IOException {
    properties.put("user.home", "?");
    variables.put("HOME", folder.toString());
    assertThat(CacheDirectory.of(settings)).isEqualTo(folder.resolve(".cache/stylizer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx---r-x", "rwxrwxrwx"})
  void whatOthersCanUseIsRefused(String permissions) throws IOException {
    requirePosix();
    properties.put("user.home", "?");
    Path open = CacheDirectory.of(settings);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(() -> CacheDirectory.of(settings))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(open.toString(), permissions, "stylizer.cache", "STYLIZER_CACHE");
  }

  @Test
  void aLinkToAnotherFolderIsRefused() throws IOException {
    requirePosix();
    properties.put("user.home", "?");
    Path found = CacheDirectory.of(settings);
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(found, elsewhere);
    Files.createSymbolicLink(found, elsewhere);
    assertThatThrownBy(() -> CacheDirectory.of(settings)).hasMessageContaining(found.toString());
  }

  @Test
  void aFolderOfAnotherUserIsRefused() throws IOException {
    requirePosix();
    properties.put("user.home", "?");
    Path found = CacheDirectory.of(settings);
    Path theirs = folder.resolve("stylizer-somebody");
    Files.move(found, theirs);
    properties.put("user.name", "somebody");
    assertThatThrownBy(() -> CacheDirectory.of(settings))
        .hasMessageContainingAll(theirs.toString(), "belongs to", "somebody");
  }

  @Test
  void saysWhatToSetWhenThereIsNoPlace() {
    properties.put("user.home", "?");
    properties.put("java.io.tmpdir", folder.resolve("none").toString());
    assertThatThrownBy(() -> CacheDirectory.of(settings))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("none", "stylizer.cache", "STYLIZER_CACHE");
  }
}
