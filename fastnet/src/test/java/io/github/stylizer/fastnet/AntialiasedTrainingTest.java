package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.loss.LossWeights;
import io.github.stylizer.internal.nn.CompiledTransformNet;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.PaintedPhotos;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.train.SteppedTask;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.InterceptedExtractor;
import io.github.stylizer.testing.TinyExtractor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pattern of an anti-aliased network is removed in training as it is in painting. */
class AntialiasedTrainingTest {
  private static final TransformNet NET = TransformNet.of(4).antialiased(true);
  private static final FastNetOptions OPTIONS =
      new FastNetOptions(NET, "middle", new LossWeights(1, 10, 0), 100, "", 5);

  @Test
  void theLossSeesThePictureWithoutThePattern() throws Exception {
    try (NDManager manager = NDManager.newBaseManager();
        TinyExtractor tiny = new TinyExtractor();
        CompiledTransformNet program = NET.compile(manager.getDevice())) {
      InterceptedExtractor extractor = new InterceptedExtractor(tiny);
      NDArray painting = Draw.array(manager, 1, new Shape(1, 3, 40, 40), -1, 1);
      NDArray photos = Draw.array(manager, 2, new Shape(2, 3, 48, 40), -1, 1);
      try (FastNetTask task = new FastNetTask(extractor, OPTIONS, painting, Map.of(), Map.of())) {
        ConvWeights weights = ConvWeights.of(task.parameters());
        NDArray patterned = program.apply(photos, weights, Precision.FLOAT32);
        float[] expected = PaintedPhotos.withoutPattern(patterned, NET).toFloatArray();
        assertThat(ErrorMeasures.relative(patterned.toFloatArray(), expected)).isGreaterThan(1e-2);
        assertThat(ErrorMeasures.relative(task.paint(photos).toFloatArray(), expected))
            .isLessThan(1e-4);
        extractor.pictures.clear();
        try (SteppedTask stepped = new SteppedTask(task, 1e-3)) {
          stepped.losses(0, photos);
        }
        assertThat(extractor.pictures)
            .anyMatch(
                seen ->
                    seen.length == expected.length
                        && ErrorMeasures.relative(seen, expected) < 1e-4);
      }
    }
  }
}
