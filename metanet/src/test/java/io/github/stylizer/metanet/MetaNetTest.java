package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleCode;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.TransformModel;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.StyleMethodContract;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.testing.TrainingPhotos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetaNetTest extends StyleMethodContract {
  private static final double TOLERANCE = 1e-4;
  private static final BufferedImage FIRST = TrainingPhotos.shape(3, 40);
  private static final BufferedImage SECOND = TrainingPhotos.shape(30, 50);

  @TempDir Path directory;
  private final NDManager manager = NDManager.newBaseManager();
  private final TinyExtractor extractor = new TinyExtractor();
  private final MetaNet network = network(2, 10);

  private MetaNet network(int base, long seed) {
    MetaNetArchitecture architecture =
        MetaNetArchitecture.generated(base, 4, new StyleStatistics(extractor).length(), true, true);
    return new MetaNet(
        extractor, DrawnMetaNet.parameters(architecture, seed, seed + 500), Map.of());
  }

  @AfterEach
  void close() {
    network.close();
    extractor.close();
    manager.close();
  }

  @Override
  protected StyleMethod method() {
    return MetaNetMethod.of(network);
  }

  private NDArray photos(NDManager owner, int count) {
    return Draw.array(owner, 51, new Shape(count, 3, 20, 24), -2, 2);
  }

  private float[] painted(TransformModel model) {
    try (model) {
      return model.stylize(photos(manager, 1)).toFloatArray();
    }
  }

  private float[] painted(StyleCode code) {
    return network.stylize(photos(manager, 1), List.of(code)).toFloatArray();
  }

  private static double difference(float[] found, float[] expected) {
    return ErrorMeasures.relative(found, expected);
  }

  private static int arraysOfAllManagers() {
    try (NDManager manager = NDManager.newBaseManager()) {
      return manager.getParentManager().getManagedArrays().size();
    }
  }

  @Test
  void aGeneratedNetworkPaintsWhatTheCodePaints() {
    float[] first = painted(network.code(FIRST));
    assertThat(difference(painted(network.style(FIRST)), first)).isLessThan(TOLERANCE);
    assertThat(difference(painted(network.code(SECOND)), first)).isGreaterThan(0.01);
  }

  @Test
  void aBatchWithStylesOfTheirOwnIsPaintedLikeItsPhotos() {
    List<StyleCode> codes = network.codes(List.of(FIRST, SECOND));
    assertThat(codes).hasSize(2);
    assertThat(difference(codes.get(1).values(), network.code(SECOND).values()))
        .isLessThan(TOLERANCE);
    NDArray photos = photos(manager, 2);
    NDArray together = network.stylize(photos, codes);
    NDArray inOne = network.stylize(photos, codes.subList(0, 1));
    for (int i = 0; i < 2; i++) {
      NDArray photo = photos.get(i).expandDims(0);
      float[] alone = network.stylize(photo, List.of(codes.get(i))).toFloatArray();
      assertThat(difference(together.get(i).toFloatArray(), alone)).isLessThan(TOLERANCE);
      float[] inFirst = network.stylize(photo, List.of(codes.get(0))).toFloatArray();
      assertThat(difference(inOne.get(i).toFloatArray(), inFirst)).isLessThan(TOLERANCE);
    }
  }

  @Test
  void aBatchCanBePaintedInBfloat16() {
    List<StyleCode> codes = network.codes(List.of(FIRST, SECOND));
    NDArray photos = photos(manager, 2);
    float[] exact = network.stylize(photos, codes).toFloatArray();
    float[] rounded = network.stylize(photos, codes, Precision.BFLOAT16).toFloatArray();
    assertThat(difference(rounded, exact)).isStrictlyBetween(TOLERANCE, 0.05);
  }

  @Test
  void stylesMadeTogetherAreThoseMadeOneByOne() {
    List<StyleCode> codes = network.codes(List.of(FIRST, SECOND));
    List<TransformModel> models = network.styles(codes);
    assertThat(models).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(difference(painted(models.get(i)), painted(network.style(codes.get(i)))))
          .isLessThan(TOLERANCE);
    }
  }

  @Test
  void paintingsAreEncodedAtTheSizeTheyHave() {
    NDArray paintings = photos(manager, 2);
    List<StyleCode> codes = network.codes(paintings);
    assertThat(codes).hasSize(2);
    StyleCode second = network.codes(paintings.get("1:")).get(0);
    assertThat(difference(codes.get(1).values(), second.values())).isLessThan(TOLERANCE);
    assertThat(paintings.getManager()).isSameAs(manager);
  }

  @Test
  void severalStylesAreBlended() throws IOException {
    List<Style> styles = List.of(Style.of(FIRST).weight(3), Style.of(SECOND));
    StyleCode between = network.code(FIRST).interpolate(network.code(SECOND), 0.25);
    float[] found = painted(MetaNetMethod.of(network).prepare(styles, ProgressListener.NONE));
    assertThat(difference(found, painted(between))).isLessThan(TOLERANCE);
    assertThat(difference(found, painted(network.code(FIRST)))).isGreaterThan(0.001);
  }

  @Test
  void aStyleOfWeightZeroIsLeftOut() throws IOException {
    List<Style> styles = List.of(Style.of(FIRST).weight(0), Style.of(SECOND).weight(3));
    assertThat(painted(MetaNetMethod.of(network).prepare(styles, ProgressListener.NONE)))
        .containsExactly(painted(network.code(SECOND)));
  }

  @Test
  void aGeneratedNetworkOfBase8IsSmall() throws IOException {
    Path file = directory.resolve("style.safetensors");
    try (MetaNet eight = network(8, 20);
        TransformModel style = eight.style(FIRST)) {
      style.save(file);
      assertThat(Files.size(file)).isLessThan(450_000);
      style.saveHalf(file);
      assertThat(Files.size(file)).isLessThan(225_000);
      assertThat(style.provenance())
          .containsEntry("generated by", "MetaNet " + eight.fingerprint())
          .containsEntry("base", "8");
    }
  }

  @Test
  void wrongNumbersOfCodesAndThoseOfAnotherNetworkAreRefused() {
    StyleCode code = network.code(FIRST);
    NDArray photos = photos(manager, 3);
    NDArray tiny = manager.zeros(new Shape(1, 3, 2, 2));
    int before = arraysOfAllManagers();
    for (List<StyleCode> wrong : List.of(List.<StyleCode>of(), List.of(code, code))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.stylize(photos, wrong))
          .withMessageContainingAll("3 photos", Integer.toString(wrong.size()));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> network.styles(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> network.codes(List.of()));
    try (MetaNet other = network(2, 30)) {
      StyleCode foreign = other.code(FIRST);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.styles(List.of(code, foreign)))
          .withMessageContainingAll(network.fingerprint(), other.fingerprint());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.stylize(photos, List.of(foreign)))
          .withMessageContaining(other.fingerprint());
    }
    assertThatIllegalArgumentException().isThrownBy(() -> network.codes(tiny));
    assertThat(arraysOfAllManagers()).isEqualTo(before);
  }

  @Test
  void nothingIsLeftBehind() {
    NDArray photos = photos(manager, 2);
    List<StyleCode> codes = network.codes(List.of(FIRST, SECOND));
    network.stylize(photos, codes).close();
    int all = arraysOfAllManagers();
    int own = manager.getManagedArrays().size();
    network.codes(photos);
    network.styles(codes).forEach(TransformModel::close);
    NDArray result = network.stylize(photos, codes);
    assertThat(result.getManager()).isSameAs(manager);
    assertThat(manager.getManagedArrays()).hasSize(own + 1);
    result.close();
    assertThat(arraysOfAllManagers()).isEqualTo(all);
    MetaNet another = network(2, 30);
    another.style(FIRST).close();
    another.close();
    another.close();
    assertThat(arraysOfAllManagers()).isEqualTo(all);
  }

  @Test
  void aStyleOutlivesTheNetworkWhichDoesNotPaintAnyMore() {
    StyleCode code = network.code(FIRST);
    float[] expected = painted(code);
    TransformModel style = network.style(code);
    network.close();
    assertThat(difference(painted(style), expected)).isLessThan(TOLERANCE);
    for (Runnable use :
        List.<Runnable>of(
            () -> network.code(FIRST),
            () -> network.style(code),
            () -> network.stylize(photos(manager, 1), List.of(code)))) {
      assertThatIllegalStateException().isThrownBy(use::run).withMessageContaining("closed");
    }
    Path file = directory.resolve("network.safetensors");
    assertThatIllegalStateException().isThrownBy(() -> network.save(file));
    assertThatIllegalStateException().isThrownBy(() -> network.saveHalf(file));
    assertThat(file).doesNotExist();
  }

  /** Freeing parameters that native code reads would end the process. */
  @Test
  void closingBlocksUntilCallsInProgressFinish() throws Exception {
    for (int round = 0; round < 3; round++) {
      MetaNet used = network(2, 10);
      StyleCode code = used.code(FIRST);
      Runnable paint =
          () -> {
            try (NDManager own = NDManager.newBaseManager()) {
              used.stylize(photos(own, 1), List.of(code));
              used.style(code).close();
            }
          };
      List<String> told = Concurrently.untilClosed(3, paint, used::close);
      assertThat(told).hasSize(3).containsOnly("this MetaNet is closed");
    }
  }

  @Test
  void anInterruptedThreadIsToldAndNothingIsLeft() {
    StyleCode code = network.code(FIRST);
    NDArray photos = photos(manager, 1);
    int own = NativeArrays.heldBy(network);
    for (Runnable use :
        List.<Runnable>of(
            () -> network.code(FIRST),
            () -> network.codes(photos),
            () -> network.style(code),
            () -> network.stylize(photos, List.of(code)))) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(PaintingInterruptedException.class).isThrownBy(use::run);
      assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    }
    assertThat(manager.getManagedArrays()).containsExactly(photos);
    assertThat(NativeArrays.heldBy(network)).isEqualTo(own);
  }
}
