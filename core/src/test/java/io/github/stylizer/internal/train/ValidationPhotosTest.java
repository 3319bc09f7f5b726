package io.github.stylizer.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageFormatException;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationPhotosTest {
  @TempDir Path folder;
  private final TinyTask task = new TinyTask();
  private Path directory;

  @BeforeEach
  void photos() throws IOException {
    TinyTrainer.photos(folder.resolve("photos"), 3);
    directory = folder.resolve("training");
  }

  @AfterEach
  void close() {
    task.close();
  }

  private void train(long steps, long picturesEvery, Path... validation) throws IOException {
    new TinyTrainer(folder.resolve("photos"), steps)
        .picturesEvery(picturesEvery)
        .validation(List.of(validation))
        .build()
        .start(task, directory, ProgressListener.NONE);
  }

  @Test
  void arePaintedAsOftenAsAskedForAndAtTheEnd() throws IOException {
    Path photo = TinyTrainer.photo(folder.resolve("v/cat.png"), 7, 30, 20);
    train(10, 4, photo);
    assertThat(TrainingFolder.names(directory.resolve("pictures")))
        .containsExactly("000004-cat.png", "000008-cat.png", "000010-cat.png");
    assertThat(TrainingTest.events(directory))
        .filteredOn(event -> !event.images().isEmpty())
        .extracting(event -> event.step() + " " + event.images().keySet())
        .containsExactly("4 [cat]", "8 [cat]", "10 [cat]");
    try (NDManager manager = NDManager.newBaseManager()) {
      BufferedImage content = ImageDecoder.standard().read(photo);
      BufferedImage expected =
          ImageTensors.toImage(task.paint(ImageTensors.fromImage(manager, content)));
      BufferedImage found =
          ImageDecoder.standard().read(directory.resolve("pictures/000010-cat.png"));
      assertThat(PhotoPixels.of(found)).isEqualTo(PhotoPixels.of(expected));
    }
  }

  @Test
  void ofOneNameDoNotOverwriteEachOther() throws IOException {
    Path one = TinyTrainer.photo(folder.resolve("v/a/cat.png"), 1, 20, 21);
    Path two = TinyTrainer.photo(folder.resolve("v/b/cat.png"), 2, 22, 23);
    Path named = TinyTrainer.photo(folder.resolve("v/cat-2.png"), 3, 24, 25);
    Path upper = TinyTrainer.photo(folder.resolve("v/CAT.png"), 4, 26, 27);
    train(1, 1, one, two, named, upper);
    Path pictures = directory.resolve("pictures");
    assertThat(TrainingFolder.names(pictures))
        .containsExactly(
            "000001-CAT-3.png", "000001-cat-2-2.png", "000001-cat-2.png", "000001-cat.png");
    assertThat(width(pictures.resolve("000001-cat.png"))).isEqualTo(20);
    assertThat(width(pictures.resolve("000001-cat-2.png"))).isEqualTo(22);
    assertThat(width(pictures.resolve("000001-cat-2-2.png"))).isEqualTo(24);
    assertThat(width(pictures.resolve("000001-CAT-3.png"))).isEqualTo(26);
  }

  private static int width(Path picture) throws IOException {
    return ImageDecoder.standard().read(picture).getWidth();
  }

  @Test
  void largeOnesAreMadeSmaller() throws IOException {
    Path photo = TinyTrainer.photo(folder.resolve("v/large.png"), 7, 1024, 40);
    train(1, 1, photo);
    assertThat(width(directory.resolve("pictures/000001-large.png"))).isEqualTo(512);
  }

  @Test
  void anUnreadableOneIsRefusedBeforeTheTraining() throws IOException {
    Path photo = TinyTrainer.photo(folder.resolve("v/cat.png"), 7, 30, 20);
    Path text = Files.writeString(folder.resolve("v/text.png"), "no photo");
    assertThatIOException()
        .isThrownBy(() -> train(3, 1, photo, text))
        .isInstanceOf(ImageFormatException.class)
        .withMessageContaining(text.toString());
    assertThat(directory).doesNotExist();
  }

  @Test
  void oneThatCannotBePaintedIsRefusedBeforeTheTraining() throws IOException {
    Path photo = TinyTrainer.photo(folder.resolve("v/thin.png"), 7, 30, 3);
    assertThatIOException()
        .isThrownBy(() -> train(3, 2, photo))
        .withMessage(
            photo + ": cannot be painted for validation: a side of 3 is too short, at least 4");
    assertThat(directory).doesNotExist();
  }

  @Test
  void haveNoInfluenceOnTheTraining() throws IOException {
    train(4, 1, TinyTrainer.photo(folder.resolve("v/cat.png"), 7, 30, 20));
    Path without = folder.resolve("without");
    try (TinyTask other = new TinyTask()) {
      new TinyTrainer(folder.resolve("photos"), 4)
          .build()
          .start(other, without, ProgressListener.NONE);
    }
    assertThat(TrainingFolder.tensors(directory)).isEqualTo(TrainingFolder.tensors(without));
    assertThat(without.resolve("pictures")).doesNotExist();
  }
}
