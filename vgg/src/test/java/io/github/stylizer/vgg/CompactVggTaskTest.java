package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.train.SteppedTask;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.TrainingPhotos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactVggTaskTest {
  private static final int SIDE = 16;

  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray photos = Draw.array(manager, 1, new Shape(1, 3, SIDE, SIDE), -2, 2);
  private SeeingTeacher teacher;
  private CompactVggTask task;
  private SteppedTask steps;

  /** Remembers the last batch. */
  private static final class SeeingTeacher implements FeatureExtractor {
    private final FeatureExtractor compact = Vgg.compact();
    private Shape shape = new Shape();
    private float[] pixels = {};

    SeeingTeacher() throws IOException {}

    @Override
    public List<String> taps() {
      return compact.taps();
    }

    @Override
    public int channels(String tap) {
      return compact.channels(tap);
    }

    @Override
    public int minimumSide() {
      return compact.minimumSide();
    }

    @Override
    public NDList features(NDArray images) {
      shape = images.getShape();
      pixels = images.toFloatArray();
      return compact.features(images);
    }

    @Override
    public void close() {
      compact.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    TrainingPhotos.shapes(folder.resolve("photos"), 4);
    TrainingPhotos.shapes(folder.resolve("paintings"), 3);
    teacher = new SeeingTeacher();
    task =
        CompactVggTrainer.builder(teacher)
            .content(folder.resolve("photos"))
            .styles(folder.resolve("paintings"))
            .widths(List.of(2, 3, 4, 5))
            .size(SIDE)
            .randomShorterSide(SIDE, 40)
            .batchSize(1)
            .build()
            .task();
    steps = new SteppedTask(task, 1e-3);
  }

  @AfterEach
  void close() {
    steps.close();
    task.close();
    teacher.close();
    manager.close();
  }

  private NDArray state(String name) {
    return task.state().get(name);
  }

  @Test
  void aBatchHasAPhotoAPaintingAndTwoPictures() throws Exception {
    steps.losses(0, photos);
    float[] picture = state("picture.1.image").toFloatArray();
    steps.losses(1, photos);
    assertThat(teacher.shape).isEqualTo(new Shape(4, 3, SIDE, SIDE));
    NDArray batch = manager.create(teacher.pixels, teacher.shape);
    assertThat(batch.get(new NDIndex("0")).toFloatArray())
        .as("the photo")
        .isEqualTo(photos.toFloatArray());
    assertThat(batch.get(new NDIndex("3")).toFloatArray())
        .as("the second picture, after one step")
        .isEqualTo(picture);
    assertThat(state("picture.1.image").toFloatArray())
        .as("after another step")
        .isNotEqualTo(picture);
  }

  @Test
  void picturesLiveFor10To59StepsAndSomeBeginWithNoise() throws Exception {
    TreeSet<Float> lives = new TreeSet<>();
    int noisy = 0;
    int all = 0;
    float begun = 0;
    for (int number = 0; number < 80; number++) {
      task.step(number).close();
      if (state("pictures").getFloat() > begun) {
        begun = state("pictures").getFloat();
        for (String picture : List.of("picture.0.", "picture.1.")) {
          if (state(picture + "steps").getFloat() == 0) {
            all++;
            lives.add(state(picture + "steps_left").getFloat());
            float[] photo = state(picture + "photo").toFloatArray();
            noisy += Arrays.equals(state(picture + "image").toFloatArray(), photo) ? 0 : 1;
          }
        }
      }
      // Short cut: every fifth step counts as five.
      for (int i = 0; i < 5; i++) {
        task.completed(number);
      }
    }
    assertThat((float) all).isEqualTo(begun).isBetween(14f, 60f);
    assertThat(lives.first()).isBetween(10f, 25f);
    assertThat(lives.last()).isBetween(40f, 59f);
    assertThat(noisy / (double) all).isBetween(0.05, 0.6);
  }

  @Test
  void stepsLeaveNoArrays() throws Exception {
    steps.losses(0, photos);
    int held = NativeArrays.heldBy(task);
    int outside = manager.getManagedArrays().size();
    int ofTeacher = NativeArrays.heldBy(teacher);
    // Long enough for new pictures.
    for (int number = 1; number < 70; number++) {
      steps.losses(number, photos);
    }
    assertThat(state("pictures").getFloat()).isGreaterThan(2);
    assertThat(NativeArrays.heldBy(task)).isEqualTo(held);
    assertThat(NativeArrays.heldBy(teacher)).isEqualTo(ofTeacher);
    assertThat(manager.getManagedArrays()).hasSize(outside);
  }

  @Test
  void closingFreesEverything() throws Exception {
    steps.losses(0, photos);
    Map<String, NDArray> state = task.state();
    Map<String, NDArray> parameters = task.parameters();
    steps.close();
    task.close();
    assertThat(state.values()).allMatch(NDArray::isReleased);
    assertThat(parameters.values()).allMatch(NDArray::isReleased);
  }
}
