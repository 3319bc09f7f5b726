package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.MRL;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooModel;
import io.github.stylizer.NamedStyle;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.image.ImageFormatException;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DJL finds the bundled styles by name, and loads any style from a folder as djl-serving does. */
class StylesForDjlTest {
  private static final String SERVING =
      """
      engine=PyTorch
      option.hasParameter=false
      blockFactory=io.github.stylizer.metanet.MetaNetBlockFactory
      translatorFactory=io.github.stylizer.djl.StyleTranslatorFactory
      """;

  @TempDir Path folder;
  private final BufferedImage photo = PhotoPixels.drawn(37, 26);

  private static <I, O> Criteria<I, O> named(String style, Class<I> input, Class<O> output) {
    return Criteria.builder()
        .setTypes(input, output)
        .optGroupId("io.github.stylizer")
        .optArtifactId(style)
        .build();
  }

  private ZooModel<Input, Output> served(String arguments) throws Exception {
    Files.writeString(folder.resolve("serving.properties"), SERVING + arguments);
    return Criteria.builder()
        .setTypes(Input.class, Output.class)
        .optModelUrls(folder.toUri().toString())
        .build()
        .loadModel();
  }

  private void assertPaintsAs(ZooModel<Input, Output> served, Stylizer stylizer) throws Exception {
    Input input = new Input();
    input.add("data", ImageEncoder.png(photo));
    try (stylizer;
        served;
        Predictor<Input, Output> predictor = served.newPredictor()) {
      byte[] png = predictor.predict(input).getData().getAsBytes();
      BufferedImage painted = ImageIO.read(new ByteArrayInputStream(png));
      assertThat(PhotoPixels.largestDifference(painted, stylizer.apply(photo)))
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void theZooHasAllStylesByName() throws Exception {
    Criteria<Image, Image> wave = named("great-wave", Image.class, Image.class);
    assertThat(wave.isDownloaded()).isTrue();
    try (ZooModel<Image, Image> model = wave.loadModel();
        Predictor<Image, Image> predictor = model.newPredictor();
        Stylizer stylizer = Stylizer.style("great-wave")) {
      assertThat(model.getName()).isEqualTo("great-wave");
      Image painted = predictor.predict(ImageFactory.getInstance().fromImage(photo));
      assertThat(
              PhotoPixels.largestDifference(
                  (BufferedImage) painted.getWrappedImage(), stylizer.apply(photo)))
          .isLessThanOrEqualTo(1);
    }
    List<String> names = StyleGallery.styles().stream().map(NamedStyle::name).toList();
    assertThat(ModelZoo.getModelZoo("io.github.stylizer").getModelLoaders())
        .extracting(loader -> loader.getArtifactId())
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(ModelZoo.listModels(wave).values().stream().flatMap(List::stream))
        .extracting(MRL::getArtifactId)
        .contains("great-wave");
  }

  @Test
  void onlyWhatIsAskedForIsFound() {
    assertThatExceptionOfType(ModelNotFoundException.class)
        .isThrownBy(() -> named("no-wave", Image.class, Image.class).loadModel());
    assertThatExceptionOfType(ModelNotFoundException.class)
        .isThrownBy(() -> named("great-wave", String.class, Integer.class).loadModel());
    assertThatExceptionOfType(ModelNotFoundException.class)
        .isThrownBy(
            () -> Criteria.builder().setTypes(Image.class, Image.class).build().loadModel());
  }

  @Test
  void aFolderNamesAStyleAPaintingOrACode() throws Exception {
    assertPaintsAs(served("style=scream\n"), Stylizer.style("scream"));
    BufferedImage painting = PhotoPixels.drawn(64, 48);
    ImageEncoder.standard().write(painting, folder.resolve("sea.png"));
    assertPaintsAs(served("painting=sea.png\n"), Stylizer.style(painting));
    StyleGallery.code("scream").save(folder.resolve("scream.style"));
    assertPaintsAs(served("painting=scream.style\n"), Stylizer.style("scream"));
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> served(""))
        .withMessageContaining("style=NAME or painting=FILE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> served("style=a\npainting=b\n"))
        .withMessageContainingAll("style=a", "painting=b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> served("style=none\n"))
        .withMessageContaining("none");
    Files.writeString(folder.resolve("text.png"), "no picture");
    assertThatExceptionOfType(ImageFormatException.class)
        .isThrownBy(() -> served("painting=text.png\n"))
        .withMessageContaining("text.png");
  }

  @Test
  void closingTheModelFreesTheStyle() throws Exception {
    ZooModel<Image, Image> model = named("great-wave", Image.class, Image.class).loadModel();
    model.close();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList content = new NDList(ImageTensors.fromImage(manager, photo));
      assertThatIllegalStateException()
          .isThrownBy(() -> model.getBlock().forward(null, content, false))
          .withMessageContaining("closed");
    }
  }
}
