package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.internal.io.Settings;
import io.github.stylizer.vgg.download.WeightsOrigin;
import io.github.stylizer.vgg.download.WeightsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsSettingsTest {

  private static final WeightsOrigin VGG16 = VggVariant.VGG16.origin();

  @TempDir Path home;
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final WeightsSettings settings =
      new WeightsSettings(new Settings(properties::get, variables::get));

  @Test
  void cacheIsTheFirstDirectoryThatIsNamed() throws IOException {
    properties.put("user.home", home.toString());
    properties.put("os.name", "Linux");
    assertThat(settings.cacheDirectory()).isEqualTo(home.resolve(".cache/stylizer"));
    variables.put("XDG_CACHE_HOME", "relative");
    assertThat(settings.cacheDirectory()).isEqualTo(home.resolve(".cache/stylizer"));
    variables.put("XDG_CACHE_HOME", home.resolve("xdg").toString());
    assertThat(settings.cacheDirectory()).isEqualTo(home.resolve("xdg/stylizer"));
    variables.put("STYLIZER_CACHE", home.resolve("variable").toString());
    assertThat(settings.cacheDirectory()).isEqualTo(home.resolve("variable"));
    properties.put("stylizer.cache", home.resolve("property").toString());
    assertThat(settings.cacheDirectory()).isEqualTo(home.resolve("property"));
    properties.put("stylizer.cache", " ");
    assertThat(settings.cacheDirectory()).isEqualTo(home.resolve("variable"));
  }

  @Test
  void cacheLiesWhereTheSystemKeepsCaches() throws IOException {
    properties.put("user.home", home.toString());
    properties.put("os.name", "Mac OS X");
    assertThat(settings.cacheDirectory()).isEqualTo(home.resolve("Library/Caches/stylizer"));
    properties.put("os.name", "Windows 11");
    assertThat(settings.cacheDirectory()).isEqualTo(home.resolve("AppData/Local/stylizer"));
    variables.put("LOCALAPPDATA", home.resolve("local").toString());
    assertThat(settings.cacheDirectory()).isEqualTo(home.resolve("local/stylizer"));
  }

  @Test
  void propertyComesBeforeVariable() throws IOException {
    assertThat(settings.weightsFile(VGG16)).isEmpty();
    variables.put("STYLIZER_VGG16_WEIGHTS", "of-variable");
    assertThat(settings.weightsFile(VGG16))
        .hasValueSatisfying(
            setting -> {
              assertThat(setting.path()).isEqualTo(Path.of("of-variable"));
              assertThat(setting.source()).contains("variable STYLIZER_VGG16_WEIGHTS");
            });
    properties.put("stylizer.vgg16.weights", "of-property");
    assertThat(settings.weightsFile(VGG16))
        .hasValueSatisfying(
            setting -> {
              assertThat(setting.path()).isEqualTo(Path.of("of-property"));
              assertThat(setting.source()).contains("property stylizer.vgg16.weights");
            });
    assertThat(settings.weightsFile(VggVariant.VGG19.origin())).isEmpty();
  }

  @Test
  void namesTheSourceOfWhatIsNotAPath() {
    properties.put("stylizer.vgg16.weights", "a\0b");
    assertThatThrownBy(() -> settings.weightsFile(VGG16))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("stylizer.vgg16.weights");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1/mirror", "http://127.0.0.1:1/mirror/"})
  void urlCanBeAMirror(String base) throws IOException {
    properties.put("stylizer.vgg.url", base);
    assertThat(settings.url(VGG16))
        .isEqualTo(URI.create("http://127.0.0.1:1/mirror/vgg16-397923af.pth"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///tmp", "ftp://mirror/", "mirror", "http://", "http:// x/", "C:\\x"})
  void refusesAnUnusableUrl(String base) {
    properties.put("stylizer.vgg.url", base);
    assertThatThrownBy(() -> settings.url(VGG16))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("stylizer.vgg.url", base);
  }

  @Test
  void offlineIsSaidInThreeWays() {
    assertThat(settings.offline()).isEmpty();
    variables.put("DJL_OFFLINE", "true");
    assertThat(settings.offline()).hasValue("the environment variable DJL_OFFLINE");
    properties.put("ai.djl.offline", "true");
    assertThat(settings.offline()).hasValue("the system property ai.djl.offline");
    properties.put("stylizer.offline", "true");
    assertThat(settings.offline()).hasValue("the system property stylizer.offline");
    properties.replaceAll((name, value) -> "false");
    variables.clear();
    assertThat(settings.offline()).isEmpty();
  }

  /** torchvision puts the first eight digits of the checksum into the name. */
  @ParameterizedTest
  @EnumSource(VggVariant.class)
  void checksumsAgreeWithTorchvisionsNames(VggVariant variant) throws IOException {
    WeightsOrigin origin = variant.origin();
    assertThat(origin.sha256()).matches("[0-9a-f]{64}");
    assertThat(settings.url(origin))
        .isEqualTo(
            URI.create(
                "https://download.pytorch.org/models/"
                    + origin.model()
                    + "-"
                    + origin.sha256().substring(0, 8)
                    + ".pth"));
  }
}
