package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.testing.TrainingPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of a network that reads paintings by another extractor than its pictures are. */
class OtherEncoderTest {
  /** Some taps of another extractor. */
  private record Taps(FeatureExtractor extractor, List<String> taps) implements FeatureExtractor {
    @Override
    public int channels(String tap) {
      return extractor.channels(tap);
    }

    @Override
    public int minimumSide() {
      return extractor.minimumSide();
    }

    @Override
    public NDList features(NDArray images) {
      return extractor.features(images, taps);
    }

    @Override
    public void close() {
      // The extractor is the test's.
    }
  }

  @TempDir Path folder;
  private final TinyExtractor extractor = new TinyExtractor();
  private final Taps all = new Taps(extractor, extractor.taps());
  private final Taps shallow = new Taps(extractor, List.of("shallow", "middle"));

  @BeforeEach
  void pictures() throws IOException {
    TrainingPhotos.shapes(folder.resolve("photos"), 4);
    Files.createDirectory(folder.resolve("paintings"));
    for (int i = 0; i < 5; i++) {
      TrainingPhotos.write(
          folder.resolve("paintings").resolve(i + ".png"), TrainingPhotos.shape(20 + 3 * i, 50));
    }
  }

  @AfterEach
  void close() {
    extractor.close();
  }

  private MetaNetTrainer.Builder small(MetaNetTrainer.Builder builder) {
    return builder
        .styles(folder.resolve("paintings"))
        .content(folder.resolve("photos"))
        .base(2)
        .hidden(3)
        .size(16)
        .batchSize(2)
        .steps(5);
  }

  private MetaNetTrainer.Builder compact() {
    return small(MetaNetTrainer.compact(extractor)).randomShorterSide(20, 30);
  }

  private MetaNetTrainer.Builder paper() {
    return small(MetaNetTrainer.paper(extractor)).styleSteps(2);
  }

  private static float[] code(MetaNet network) {
    return network.code(TrainingPhotos.shape(9, 40)).values();
  }

  /** Both sources have to choose the same paintings and the same squares of them. */
  @Test
  void anEncoderThatSeesTheSameChangesNothing() throws IOException {
    Path with = folder.resolve("with");
    Path without = folder.resolve("without");
    for (String preset : List.of("compact", "paper")) {
      MetaNetTrainer.Builder first = preset.equals("compact") ? compact() : paper();
      MetaNetTrainer.Builder second = preset.equals("compact") ? compact() : paper();
      try (MetaNet network =
              first.encoder(all).build().train(with.resolve(preset), ProgressListener.NONE);
          MetaNet expected = second.build().train(without.resolve(preset), ProgressListener.NONE)) {
        assertThat(code(network)).as(preset).containsExactly(code(expected));
        assertThat(network.fingerprint()).isEqualTo(expected.fingerprint());
      }
    }
  }

  @Test
  void theNetworkReadsWhatTheEncoderSees() throws IOException {
    Path directory = folder.resolve("training");
    int held = NativeArrays.heldBy(extractor);
    try (MetaNet network =
            compact().encoder(shallow).build().train(directory, ProgressListener.NONE);
        MetaNet loaded = MetaNet.load(directory.resolve("network.safetensors"), shallow)) {
      assertThat(network.provenance())
          .isEqualTo(loaded.provenance())
          .containsEntry("taps", "shallow middle")
          .containsEntry("read at", "shallow middle");
      assertThat(code(loaded)).containsExactly(code(network));
    }
    assertThat(NativeArrays.heldBy(extractor)).isEqualTo(held);
    MetaNetTrainer other = compact().steps(6).build();
    assertThatThrownBy(() -> other.resume(directory, ProgressListener.NONE))
        .isInstanceOf(WeightsFormatException.class);
    MetaNetTrainer same = compact().encoder(shallow).steps(6).build();
    try (MetaNet further = same.resume(directory, ProgressListener.NONE)) {
      assertThat(further.provenance()).containsEntry("steps", "6");
    }
  }

  /** Content at a tap that the encoder does not have. */
  @Test
  void picturesAreStillComparedByTheWholeExtractor() throws IOException {
    MetaNetTrainer trainer = compact().encoder(shallow).contentTap("deep").build();
    trainer.train(folder.resolve("training"), ProgressListener.NONE).close();
    assertThat(folder.resolve("training/network.safetensors")).exists();
  }
}
