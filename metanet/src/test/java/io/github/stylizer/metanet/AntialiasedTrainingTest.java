package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.loss.PaletteWeights;
import io.github.stylizer.internal.loss.StatisticsLoss;
import io.github.stylizer.internal.nn.CompiledTransformNet;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.PaintedPhotos;
import io.github.stylizer.internal.train.SteppedTask;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.InterceptedExtractor;
import io.github.stylizer.testing.TinyExtractor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pattern of an anti-aliased network is removed in training as it is in painting. */
class AntialiasedTrainingTest {
  private static final int STATISTICS = 2 * (4 + 5 + 6);
  private static final MetaNetArchitecture ARCHITECTURE =
      new MetaNetArchitecture(4, 3, STATISTICS, new SharedFilters(2), true, true);

  @Test
  void theLossSeesThePictureWithoutThePattern() throws Exception {
    float[] style = Draw.values(5, new Shape(STATISTICS), 0, 1);
    try (NDManager manager = NDManager.newBaseManager();
        TinyExtractor tiny = new TinyExtractor();
        MetaNetParameters parameters = DrawnMetaNet.parameters(ARCHITECTURE, 1, 2)) {
      InterceptedExtractor extractor = new InterceptedExtractor(tiny);
      NDArray photos = Draw.array(manager, 2, new Shape(2, 3, 48, 40), -1, 1);
      NDArray patterned = painted(parameters, style, photos);
      float[] expected = PaintedPhotos.withoutPattern(patterned, ARCHITECTURE.net()).toFloatArray();
      assertThat(ErrorMeasures.relative(patterned.toFloatArray(), expected)).isGreaterThan(1e-2);
      try (MetaNetTask task =
          new MetaNetTask(
              parameters,
              new StatisticsLoss(extractor, "middle", 1, 10, 0, PaletteWeights.NONE),
              new Steadiness(0, 0),
              new FixedStatistics(style, 1),
              List.of(style),
              Map.of(),
              Map.of())) {
        assertThat(ErrorMeasures.relative(task.paint(photos).toFloatArray(), expected))
            .isLessThan(1e-4);
        try (SteppedTask stepped = new SteppedTask(task, 1e-3f)) {
          stepped.losses(0, photos);
        }
      }
      assertThat(extractor.pictures)
          .anyMatch(
              seen ->
                  seen.length == expected.length && ErrorMeasures.relative(seen, expected) < 1e-4);
    }
  }

  private static NDArray painted(MetaNetParameters parameters, float[] style, NDArray photos) {
    WeightGenerator generator = new WeightGenerator(ARCHITECTURE);
    Map<String, NDArray> tensors = parameters.tensors();
    NDManager manager = photos.getManager();
    NDArray codes = generator.codes(manager.create(style, new Shape(1, style.length)), tensors);
    try (CompiledTransformNet program = ARCHITECTURE.net().compile(manager.getDevice())) {
      return program.apply(
          photos, ConvWeights.of(generator.weights(codes, tensors)), Precision.FLOAT32);
    }
  }
}
