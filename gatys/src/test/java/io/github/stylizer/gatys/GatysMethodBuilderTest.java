package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.testing.TinyExtractor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatysMethodBuilderTest {
  private static TinyExtractor extractor;

  @BeforeAll
  static void openExtractor() {
    extractor = new TinyExtractor();
  }

  @AfterAll
  static void closeExtractor() {
    extractor.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesToEvaluateLessThanOnce(int count) {
    assertRefused(() -> GatysMethod.builder().evaluations(count), "evaluations", count);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWeightsThatAreNone(double weight) {
    GatysMethod.Builder builder = GatysMethod.builder();
    assertRefused(() -> builder.contentWeight(weight), "content weight", weight);
    assertRefused(() -> builder.styleWeight(weight), "style weight", weight);
    assertRefused(() -> builder.totalVariationWeight(weight), "total variation weight", weight);
    assertRefused(() -> builder.contentTap("deep", weight), "content weight of deep", weight);
    assertRefused(() -> builder.styleTap("deep", weight), "style weight of deep", weight);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesLearningRatesThatAreNone(double rate) {
    assertRefused(() -> GatysMethod.builder().learningRate(rate), "learning rate", rate);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.0999, 10.001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesStyleScalesOutOfRange(double scale) {
    assertRefused(() -> GatysMethod.builder().styleScale(scale), "style scale", scale);
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 0, -5})
  void refusesTooSmallPyramids(int side) {
    assertRefused(() -> GatysMethod.builder().multiScale(side), "32", side);
  }

  private static void assertRefused(ThrowingCallable call, String what, Object value) {
    assertThatIllegalArgumentException()
        .isThrownBy(call)
        .withMessageContaining(what)
        .withMessageContaining(value.toString());
  }

  @Test
  void acceptsTheLimits() {
    GatysMethod gatys =
        GatysMethod.builder(extractor)
            .evaluations(1)
            .contentWeight(0)
            .totalVariationWeight(0)
            .styleScale(0.1)
            .styleScale(10)
            .multiScale(32)
            .seed(Long.MIN_VALUE)
            .build();
    assertThat(gatys.name()).isEqualTo("gatys");
  }

  @Test
  void refusesNull() {
    GatysMethod.Builder builder = GatysMethod.builder();
    List<Consumer<GatysMethod.Builder>> calls =
        List.of(
            b -> b.optimizer(null),
            b -> b.start(null),
            b -> b.startImage(null),
            b -> b.contentTap(null, 1),
            b -> b.styleTap(null, 1));
    for (Consumer<GatysMethod.Builder> call : calls) {
      assertThatNullPointerException().isThrownBy(() -> call.accept(builder));
    }
    assertThatNullPointerException().isThrownBy(() -> GatysMethod.builder(null));
  }

  @Test
  void refusesTapsThatDoNotExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GatysMethod.builder(extractor).contentTap("relu3_3", 1).build())
        .withMessageContaining("relu3_3")
        .withMessageContaining("content")
        .withMessageContaining("[shallow, middle, deep]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GatysMethod.builder(extractor).styleTap("Deep", 1).build())
        .withMessageContaining("'Deep'")
        .withMessageContaining("style");
  }

  @Test
  void refusesALossOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GatysMethod.builder().contentWeight(0).styleWeight(0).build())
        .withMessageContaining("must not both be 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GatysMethod.builder().contentWeight(0).styleTap("deep", 0).build())
        .withMessageContaining("must not both be 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> GatysMethod.builder(extractor).contentTap("deep", 0).styleTap("deep", 0).build())
        .withMessageContaining("must not both be 0");
    assertThat(GatysMethod.builder(extractor).contentTap("deep", 0).build()).isNotNull();
  }

  @Test
  void weightsMultiply() throws Exception {
    double half =
        styleLoss(builder -> builder.styleWeight(50).styleTap("deep", 3).styleTap("shallow", 1));
    double whole =
        styleLoss(builder -> builder.styleWeight(150).styleTap("deep", 1).styleTap("shallow", 0));
    double rest = styleLoss(builder -> builder.styleWeight(50).styleTap("shallow", 1));
    assertThat(whole).isPositive();
    assertThat(half).isCloseTo(whole + rest, withinPercentage(0.1));
  }

  private static double styleLoss(UnaryOperator<GatysMethod.Builder> settings) throws Exception {
    RecordedRun painting =
        RecordedRun.of(extractor, builder -> settings.apply(builder).evaluations(1));
    return painting.last().losses().get("style");
  }

  @Test
  void contentIsTheThirdTapUnlessAnotherIsChosen() throws Exception {
    double byDefault = contentLossFromNoise(builder -> builder);
    double deep = contentLossFromNoise(builder -> builder.contentTap("deep", 1));
    double shallow = contentLossFromNoise(builder -> builder.contentTap("shallow", 1));
    assertThat(byDefault).isEqualTo(deep).isNotEqualTo(shallow);
  }

  private static double contentLossFromNoise(UnaryOperator<GatysMethod.Builder> settings)
      throws Exception {
    RecordedRun painting =
        RecordedRun.of(
            extractor, builder -> settings.apply(builder).start(GatysInit.NOISE).evaluations(1));
    return painting.last().losses().get("content");
  }

  @Test
  void laterCallsDoNotChangeAMethodThatIsBuilt() throws Exception {
    GatysMethod.Builder builder =
        GatysMethod.builder(extractor).evaluations(4).styleTap("middle", 1);
    GatysMethod gatys = builder.build();
    float[] before = paint(gatys);
    builder
        .evaluations(9)
        .styleTap("deep", 1)
        .contentTap("middle", 1)
        .styleWeight(3)
        .optimizer(GatysOptimizer.ADAM)
        .startImage(DrawnPictures.image(9, 10, 10))
        .styleScale(2);
    assertThat(paint(gatys)).containsExactly(before);
    assertThat(paint(builder.build())).isNotEqualTo(before);
  }

  private static float[] paint(GatysMethod gatys) throws Exception {
    try (NDManager manager = NDManager.newBaseManager();
        StyleModel model = gatys.prepare(DrawnPictures.painting(2), ProgressListener.NONE)) {
      return model.stylize(DrawnPictures.photo(manager, 1, 16, 16)).toFloatArray();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "40, 0, 40",
    "40, 32, 40",
    "46, 32, 33;46",
    "64, 32, 32;45;64",
    "90, 64, 64;90",
    "256, 128, 128;181;256",
    "20, 32, 20"
  })
  void sizesGrowByTheRootOfTwo(int side, int smallest, String expected) {
    GatysMethod.Builder builder = GatysMethod.builder();
    if (smallest > 0) {
      builder.multiScale(smallest);
    }
    List<String> sizes = builder.options().sizes(side).stream().map(String::valueOf).toList();
    assertThat(String.join(";", sizes)).isEqualTo(expected);
  }
}
