package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.testing.DrawnVgg;
import io.github.stylizer.testing.StyleMethodContract;
import io.github.stylizer.testing.TinyExtractor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatysMethodTest extends StyleMethodContract {
  private static TinyExtractor extractor;

  private final Map<String, String> propertiesBefore = new HashMap<>();

  @BeforeAll
  static void openExtractor() {
    extractor = new TinyExtractor();
  }

  @AfterAll
  static void closeExtractor() {
    extractor.close();
  }

  @AfterEach
  void restoreProperties() {
    propertiesBefore.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  private void property(String name, String value) {
    propertiesBefore.put(name, System.getProperty(name));
    System.setProperty(name, value);
  }

  @Override
  protected StyleMethod method() {
    return GatysMethod.builder(extractor).evaluations(3).build();
  }

  @Test
  void isTheLastChoiceAmongMethods() {
    StyleMethod found =
        ServiceLoader.load(StyleMethod.class).stream()
            .filter(provider -> provider.type() == GatysMethod.class)
            .findFirst()
            .orElseThrow()
            .get();
    assertThat(found.name()).isEqualTo("gatys");
    assertThat(found.preference()).isZero();
  }

  @Test
  void withoutWeightsItPaintsThroughTheCompactVgg(@TempDir Path empty) throws Exception {
    property("stylizer.offline", "true");
    property("stylizer.cache", empty.toString());
    property("stylizer.vgg16.weights", "");
    property("stylizer.vgg19.weights", "");
    List<String> stages = new ArrayList<>();
    GatysMethod gatys = GatysMethod.builder().evaluations(2).build();
    try (NDManager manager = NDManager.newBaseManager();
        StyleModel model =
            gatys.prepare(DrawnPictures.painting(2), progress -> stages.add(progress.stage()))) {
      NDArray photo = DrawnPictures.photo(manager, 1, 16, 12);
      assertThat(model.stylize(photo).getShape()).isEqualTo(photo.getShape());
    }
    assertThat(stages).singleElement().asString().contains("compact VGG");
    try (var files = Files.list(empty)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void loadsVgg16ForEveryStyle(@TempDir Path directory) throws Exception {
    property("stylizer.vgg16.weights", DrawnVgg.vgg16(directory.resolve("vgg"), 1000).toString());
    GatysMethod gatys = GatysMethod.builder().evaluations(2).build();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray photo = DrawnPictures.photo(manager, 1, 16, 12);
      StyleModel model = gatys.prepare(DrawnPictures.painting(2), ProgressListener.NONE);
      assertThat(model.stylize(photo).getShape()).isEqualTo(photo.getShape());
      model.close();
      model.close();
      assertThatThrownBy(() -> model.stylize(photo)).isInstanceOf(IllegalStateException.class);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GatysMethod.builder()
                    .contentTap("relu9_9", 1)
                    .build()
                    .prepare(DrawnPictures.painting(2), ProgressListener.NONE))
        .withMessageContaining("relu9_9")
        .withMessageContaining("relu3_3");
  }
}
