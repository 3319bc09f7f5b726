package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.ParameterStore;
import ai.djl.translate.TranslateException;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.djl.StyleTranslatorFactory;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DJL loads a folder by what stands in it, as djl-serving does. */
class FastNetBlockFactoryTest {
  private static final String SERVING =
      """
      engine=PyTorch
      option.hasParameter=false
      blockFactory=io.github.stylizer.fastnet.FastNetBlockFactory
      translatorFactory=io.github.stylizer.djl.StyleTranslatorFactory
      """;

  private final BufferedImage photo = PhotoPixels.drawn(37, 26);

  @TempDir Path folder;
  private Path network;

  @BeforeEach
  void makeFolder() throws IOException {
    network = folder.resolve("network.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      TransformNet net = TransformNet.of(4);
      Map<String, NDArray> tensors = DrawnTransformNet.tensors(manager, net.kernelShapes(), 5);
      try (TransformModel model = TransformNetModel.of(net, tensors, Map.of())) {
        model.save(network);
      }
    }
    serving("");
  }

  private void serving(String more) throws IOException {
    Files.writeString(folder.resolve("serving.properties"), SERVING + more);
  }

  private <I, O> ZooModel<I, O> load(Class<I> input, Class<O> output) throws Exception {
    return Criteria.builder()
        .setTypes(input, output)
        .optModelPath(folder)
        .optTranslatorFactory(new StyleTranslatorFactory())
        .build()
        .loadModel();
  }

  private ZooModel<Input, Output> loadAsServingDoes() throws Exception {
    return Criteria.builder()
        .setTypes(Input.class, Output.class)
        .optModelUrls(folder.toUri().toString())
        .build()
        .loadModel();
  }

  private BufferedImage byLibrary(StyleModel model, BufferedImage picture) {
    try (model) {
      return Stylizer.style(model).apply(picture);
    }
  }

  private static Image image(BufferedImage picture) {
    return ImageFactory.getInstance().fromImage(picture);
  }

  private static BufferedImage picture(Image image) {
    return (BufferedImage) image.getWrappedImage();
  }

  // DJL goes from bytes to arrays by another way, which may round differently.
  private static void assertSame(BufferedImage actual, BufferedImage expected) {
    assertThat(List.of(actual.getWidth(), actual.getHeight()))
        .containsExactly(expected.getWidth(), expected.getHeight());
    int[] levels = levels(actual);
    int[] others = levels(expected);
    for (int i = 0; i < levels.length; i++) {
      assertThat(levels[i]).as("value " + i).isCloseTo(others[i], within(1));
    }
  }

  private static int[] levels(BufferedImage picture) {
    return picture.getData().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
  }

  @Test
  void paintsWhatTheLibraryPaintsAlsoInBatches() throws Exception {
    BufferedImage other = new BufferedImage(37, 26, BufferedImage.TYPE_INT_RGB);
    other.setRGB(20, 10, 0xffcc00);
    try (ZooModel<Image, Image> model = load(Image.class, Image.class);
        Predictor<Image, Image> predictor = model.newPredictor()) {
      List<Image> painted = predictor.batchPredict(List.of(image(photo), image(other)));
      assertSame(picture(painted.get(0)), byLibrary(FastNet.load(network), photo));
      assertSame(picture(painted.get(1)), byLibrary(FastNet.load(network), other));
    }
  }

  @Test
  void servingTakesBytesAndGivesPng() throws Exception {
    byte[] png = ImageEncoder.png(photo);
    try (ZooModel<Input, Output> model = loadAsServingDoes();
        Predictor<Input, Output> predictor = model.newPredictor()) {
      Input input = new Input();
      input.add("data", png);
      Output output = predictor.predict(input);
      assertThat(output.getProperty("Content-Type", null)).isEqualTo("image/png");
      BufferedImage painted = ImageIO.read(new ByteArrayInputStream(output.getData().getAsBytes()));
      assertSame(painted, byLibrary(FastNet.load(network), photo));
    }
  }

  @Test
  void takesPathsToo() throws Exception {
    Path file = folder.resolve("photo.png");
    ImageEncoder.standard().write(photo, file);
    try (ZooModel<Path, Image> model = load(Path.class, Image.class);
        Predictor<Path, Image> predictor = model.newPredictor()) {
      assertSame(picture(predictor.predict(file)), byLibrary(FastNet.load(network), photo));
      ImageEncoder.standard().write(PhotoPixels.drawn(20, 45), file);
      assertThat(predictor.predict(file).getHeight()).as("another size").isEqualTo(45);
    }
  }

  @Test
  void theArraysOfAStyleModelForThoseWhoWantThem() throws Exception {
    try (ZooModel<NDList, NDList> model =
            Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optModelPath(folder)
                .build()
                .loadModel();
        Predictor<NDList, NDList> predictor = model.newPredictor();
        NDManager manager = NDManager.newBaseManager();
        StyleModel own = FastNet.load(network)) {
      NDList content = new NDList(ImageTensors.fromImage(manager, photo));
      float[] expected = own.stylize(content.get(0)).toFloatArray();
      assertThat(predictor.predict(content).get(0).toFloatArray()).containsExactly(expected);
      assertThat(model.getBlock().getOutputShapes(content.getShapes()))
          .containsExactly(content.getShapes());
    }
  }

  @Test
  void anotherFileOrAStyleOfTheLibrary() throws Exception {
    Files.move(network, folder.resolve("mosaic.safetensors"));
    serving("network=mosaic.safetensors\n");
    try (ZooModel<Image, Image> model = load(Image.class, Image.class);
        Predictor<Image, Image> predictor = model.newPredictor()) {
      assertThat(predictor.predict(image(photo)).getWidth()).isEqualTo(37);
    }
    serving("style=starry-night\n");
    try (ZooModel<Image, Image> model = load(Image.class, Image.class);
        Predictor<Image, Image> predictor = model.newPredictor()) {
      assertSame(
          picture(predictor.predict(image(photo))),
          byLibrary(new FastNetMethod().bundled("starry-night"), photo));
    }
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    serving("network=a\nstyle=b\n");
    assertThatIllegalArgumentException()
        .isThrownBy(this::loadAsServingDoes)
        .withMessageContainingAll("network=a", "style=b");
    serving("style=none\n");
    assertThatIllegalArgumentException()
        .isThrownBy(this::loadAsServingDoes)
        .withMessageContaining("none");
    serving("");
    Files.writeString(network, "no network");
    assertThatExceptionOfType(WeightsFormatException.class)
        .isThrownBy(this::loadAsServingDoes)
        .withMessageContaining(network.getFileName().toString());
  }

  @Test
  void photosThatCannotBePaintedAreRefusedAndHarmNothing() throws Exception {
    try (ZooModel<Image, Image> model = load(Image.class, Image.class);
        Predictor<Image, Image> predictor = model.newPredictor()) {
      assertThatExceptionOfType(TranslateException.class)
          .isThrownBy(() -> predictor.predict(image(PhotoPixels.drawn(9, 9))))
          .withMessageContaining("9x9");
      assertThat(predictor.predict(image(photo)).getWidth()).isEqualTo(37);
    }
  }

  @Test
  void manyThreadsAndNoNativeMemory() throws Exception {
    try (ZooModel<Image, Image> model = load(Image.class, Image.class)) {
      int before =
          NativeArrays.heldBy(model.getNDManager()) + NativeArrays.heldBy(model.getBlock());
      List<int[]> painted =
          Concurrently.run(
              3,
              () -> {
                try (Predictor<Image, Image> predictor = model.newPredictor()) {
                  return levels(picture(predictor.predict(image(photo))));
                }
              });
      assertThat(painted).allSatisfy(p -> assertThat(p).containsExactly(painted.get(0)));
      assertThat(NativeArrays.heldBy(model.getNDManager()) + NativeArrays.heldBy(model.getBlock()))
          .isEqualTo(before);
    }
  }

  @Test
  void aStyleIsNotTrained() throws Exception {
    try (ZooModel<Image, Image> model = load(Image.class, Image.class);
        NDManager manager = NDManager.newBaseManager()) {
      NDList content = new NDList(ImageTensors.fromImage(manager, photo));
      ParameterStore parameters = new ParameterStore(manager, false);
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> model.getBlock().forward(parameters, content, true));
    }
  }

  @Test
  void closingTheModelFreesTheNetwork() throws Exception {
    ZooModel<Image, Image> model = load(Image.class, Image.class);
    int held = NativeArrays.heldBy(model.getBlock());
    model.close();
    assertThat(held).isPositive();
    assertThat(NativeArrays.heldBy(model.getBlock())).isZero();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList content = new NDList(ImageTensors.fromImage(manager, photo));
      assertThatIllegalStateException()
          .isThrownBy(() -> model.getBlock().forward(null, content, false))
          .withMessageContaining("closed");
    }
  }
}
