package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.Settings;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.SharedFiles;
import io.github.stylizer.vgg.download.DownloadLimits;
import io.github.stylizer.vgg.download.Sha256;
import io.github.stylizer.vgg.download.WeightsOrigin;
import io.github.stylizer.vgg.download.WeightsSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VggWeightsLocatorTest {

  private static final DownloadLimits QUICK =
      new DownloadLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 3, Duration.ofMillis(1));

  @TempDir Path directory;
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private PublishedFile published;
  private Path cache;

  @BeforeEach
  void publish() throws IOException {
    published = PublishedFile.make(directory.resolve("scratch"));
    cache = directory.resolve("not").resolve("there");
    properties.put("stylizer.cache", cache.toString());
  }

  @Test
  void downloadsOnceAndKeepsOnlyWhatIsWanted() throws IOException {
    List<Progress> reports = new ArrayList<>();
    try (FileServer server = serve(FileServer::good)) {
      Path first = locate(PublishedFile.WANTED, reports::add);
      assertThat(first).isEqualTo(cache.resolve("small.safetensors"));
      assertThat(locate()).isEqualTo(first);
      assertThat(server.ranges()).hasSize(1);
    }
    try (WeightsFile weights = WeightsFile.open(cache.resolve("small.safetensors"));
        NDManager manager = NDManager.newBaseManager()) {
      assertThat(weights.names()).isEqualTo(PublishedFile.WANTED);
      assertThat(weights.metadata())
          .containsEntry("origin", "small.pth")
          .containsEntry("origin_sha256", published.origin().sha256());
      assertThat(weights.readFloat32("features.0.weight", manager))
          .isEqualTo(manager.arange(1728f).reshape(64, 3, 3, 3));
    }
    assertThat(cache).isDirectoryNotContaining("glob:**.{part,pth,tmp}");
    assertThat(reports).extracting(Progress::stage).contains("downloading small.pth");
    assertThat(reports).last().extracting(Progress::stage).isEqualTo("converting small.pth");
  }

  /** The format that torchvision's files have. */
  @Test
  void convertsATorchFileOfTheOldFormat() throws IOException {
    Path legacy = SharedFiles.path("pth/transform8-legacy.pth");
    byte[] bytes = Files.readAllBytes(legacy);
    published =
        new PublishedFile(
            bytes, new WeightsOrigin("vgg16", "old.pth", bytes.length, Sha256.of(legacy)));
    Set<String> names = Set.of("downsampling.1.weight", "downsampling.1.bias");
    Path other = SharedFiles.path("pth/transform8-zip.pth");
    try (FileServer server = serve(FileServer::good);
        WeightsFile converted = WeightsFile.open(locate(names, ProgressListener.NONE));
        WeightsFile expected = WeightsFile.open(other);
        NDManager manager = NDManager.newBaseManager()) {
      assertThat(server.ranges()).hasSize(1);
      assertThat(converted.names()).isEqualTo(names);
      for (String name : names) {
        assertThat(converted.readFloat32(name, manager))
            .isEqualTo(expected.readFloat32(name, manager));
      }
    }
  }

  @Test
  void takesAPathFromTheProgramThenThePropertyThenTheVariable() throws IOException {
    Path program = Files.createFile(directory.resolve("program"));
    Path property = Files.createFile(directory.resolve("property"));
    Path variable = Files.createFile(directory.resolve("variable"));
    variables.put("STYLIZER_VGG16_WEIGHTS", variable.toString());
    assertThat(locate()).isEqualTo(variable);
    properties.put("stylizer.vgg16.weights", property.toString());
    assertThat(locate()).isEqualTo(property);
    assertThat(locator().locate(program, Set.of(), ProgressListener.NONE)).isEqualTo(program);
    assertThat(cache).doesNotExist();
  }

  @Test
  void namesTheSourceOfAPathWithoutAFile() {
    Path missing = directory.resolve("missing.pth");
    assertThatThrownBy(() -> locator().locate(missing, Set.of(), ProgressListener.NONE))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContainingAll(missing.toString(), "no such weights file");
    assertThatThrownBy(() -> locator().locate(directory, Set.of(), ProgressListener.NONE))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContainingAll("not a file", directory.toString());
    variables.put("STYLIZER_VGG16_WEIGHTS", missing.toString());
    assertThatThrownBy(this::locate)
        .hasMessageContainingAll(missing.toString(), "STYLIZER_VGG16_WEIGHTS");
    properties.put("stylizer.vgg16.weights", missing.toString());
    assertThatThrownBy(this::locate)
        .hasMessageContainingAll(missing.toString(), "stylizer.vgg16.weights");
  }

  @Test
  void readsTheSettingsOfTheProcess() throws IOException {
    Path file = Files.createFile(directory.resolve("mine.pth"));
    System.setProperty("stylizer.vgg19.weights", file.toString());
    try {
      assertThat(VggWeightsLocator.locate(VggVariant.VGG19, null, Set.of(), ProgressListener.NONE))
          .isEqualTo(file);
    } finally {
      System.clearProperty("stylizer.vgg19.weights");
    }
  }

  @Test
  void saysWhatToDoWhenADownloadFails() throws IOException {
    try (FileServer server = serve(FileServer.status(404))) {
      assertThatThrownBy(this::locate)
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(
              server.base() + "small.pth answered with HTTP status 404",
              published.origin().sha256(),
              cache.resolve("small.pth").toString(),
              "stylizer.vgg16.weights",
              "STYLIZER_VGG16_WEIGHTS")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void saysWhatToDoWhenOffline() throws IOException {
    properties.put("stylizer.offline", "true");
    try (FileServer server = serve(FileServer::good)) {
      assertThatThrownBy(this::locate)
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(
              "stylizer.offline",
              server.base() + "small.pth",
              published.origin().sha256(),
              cache.resolve("small.pth").toString(),
              "STYLIZER_VGG16_WEIGHTS")
          .hasMessageNotContaining("\n");
      assertThat(server.ranges()).isEmpty();
    }
    assertThat(cache).doesNotExist();
  }

  @Test
  void convertsAFileThatTheUserPutIntoTheCache() throws IOException {
    properties.put("stylizer.offline", "true");
    Path placed = place(published.bytes());
    try (FileServer server = serve(FileServer::good)) {
      assertThat(locate()).isEqualTo(cache.resolve("small.safetensors")).exists();
      assertThat(server.ranges()).isEmpty();
    }
    assertThat(placed).hasBinaryContent(published.bytes());
  }

  @Test
  void refusesAPlacedFileThatIsNotTheOriginal() throws IOException {
    byte[] bytes = published.bytes().clone();
    bytes[bytes.length - 1]++;
    Path placed = place(bytes);
    try (FileServer server = serve(FileServer::good)) {
      assertThatThrownBy(this::locate)
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(
              placed.toString(), published.origin().sha256(), "replace it or delete it");
      place(Arrays.copyOf(bytes, 1000));
      assertThatThrownBy(this::locate)
          .hasMessageContainingAll("1000 bytes", "expected " + bytes.length + " bytes");
      assertThat(server.ranges()).isEmpty();
    }
    assertThat(cache.resolve("small.safetensors")).doesNotExist();
  }

  @Test
  void replacesADamagedFileInTheCache() throws IOException {
    try (FileServer server = serve(FileServer::good)) {
      Path file = locate();
      byte[] good = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(good, good.length - 4));
      assertThat(locate()).hasBinaryContent(good);
      Files.write(file, new byte[0]);
      assertThat(locate()).hasBinaryContent(good);
      assertThat(server.ranges()).hasSize(3);
    }
  }

  @Test
  void replacesAFileOfAnotherOrigin() throws IOException {
    Path file = cache.resolve("small.safetensors");
    Files.createDirectories(cache);
    Files.write(file, published.bytes());
    try (FileServer server = serve(FileServer::good)) {
      locate();
      assertThat(server.ranges()).hasSize(1);
    }
    try (WeightsFile weights = WeightsFile.open(file)) {
      assertThat(weights.names()).isEqualTo(PublishedFile.WANTED);
    }
  }

  @Test
  void addsTensorsThatAreMissingInTheCache() throws IOException {
    try (FileServer server = serve(FileServer::good)) {
      locate();
      Path file = locate(Set.of(PublishedFile.SURPLUS), ProgressListener.NONE);
      try (WeightsFile weights = WeightsFile.open(file)) {
        assertThat(weights.names())
            .containsAll(PublishedFile.WANTED)
            .contains(PublishedFile.SURPLUS);
      }
      locate();
      assertThat(server.ranges()).hasSize(2);
    }
  }

  @Test
  void doesNotFetchAgainWhenATensorDoesNotExist() throws IOException {
    Set<String> names = Set.of("features.99.weight");
    try (FileServer server = serve(FileServer::good)) {
      for (int run = 0; run < 2; run++) {
        assertThatThrownBy(() -> locate(names, ProgressListener.NONE))
            .isInstanceOf(WeightsFormatException.class)
            .hasMessageContaining("features.99.weight");
      }
      assertThat(server.ranges()).hasSize(1);
    }
    assertThat(cache.resolve("small.safetensors")).doesNotExist();
  }

  @Test
  void saysWhichDirectoryCannotBeMade() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    properties.put("stylizer.cache", file.resolve("cache").toString());
    try (FileServer server = serve(FileServer::good)) {
      assertThatThrownBy(this::locate)
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(file.toString(), "stylizer.cache", "STYLIZER_CACHE")
          .hasMessageNotContaining("\n");
      assertThat(server.ranges()).isEmpty();
    }
  }

  private Path place(byte[] bytes) throws IOException {
    Files.createDirectories(cache);
    return Files.write(cache.resolve("small.pth"), bytes);
  }

  private FileServer serve(FileServer.Behavior... behaviors) throws IOException {
    FileServer server = new FileServer(published.bytes(), behaviors);
    properties.put("stylizer.vgg.url", server.base().toString());
    return server;
  }

  private VggWeightsLocator locator() {
    WeightsSettings settings = new WeightsSettings(new Settings(properties::get, variables::get));
    return new VggWeightsLocator(published.origin(), settings, QUICK);
  }

  private Path locate() throws IOException {
    return locate(PublishedFile.WANTED, ProgressListener.NONE);
  }

  private Path locate(Set<String> names, ProgressListener listener) throws IOException {
    return locator().locate(null, names, listener);
  }
}
