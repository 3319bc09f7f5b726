package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.refine.MomentLoss;
import io.github.stylizer.internal.torch.RandomTensors;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.internal.train.NamedCrop;
import io.github.stylizer.tensor.ImageTensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that are being optimized through a student in training. An optimizer finds the
 * weaknesses of a loss, so the student has to learn to be right on what it finds. A picture that
 * has made its 10 to 59 steps is replaced by a new one.
 */
final class OptimizedPictures implements AutoCloseable {
  private static final double SECOND_DECAY = 0.99;
  private static final int SHORTEST = 10;
  private static final int LONGEST = 59;
  private static final double NOISY = 0.3;
  private static final double NOISE = 0.5;

  private final CompactVgg student;
  private final MomentLoss loss;
  private final Source source;
  private final NDManager manager;
  private final TorchProgram program;
  private final List<OptimizedPicture> pictures = new ArrayList<>();
  // The number of pictures that were begun.
  private final NDArray begun;
  private @Nullable PhotoBatches photos;
  private @Nullable PhotoBatches paintings;

  /**
   * Where new pictures come from.
   *
   * @param photos their content, and what they begin with
   * @param paintings their style
   * @param crop cuts squares from both
   * @param side of the squares in pixels
   * @param seed of all random choices
   */
  record Source(ImageFolder photos, ImageFolder paintings, NamedCrop crop, int side, long seed) {
    private PhotoBatches open(ImageFolder folder, long key, long first) {
      return new PhotoBatches(folder, crop.crop(), 1, seed ^ key, first, 1);
    }
  }

  /**
   * Begins with finished pictures.
   *
   * @param student that they are optimized through; the caller closes it
   * @param count the number of pictures, at least 1
   */
  OptimizedPictures(CompactVgg student, int count, Source source, NDManager parent) {
    this.student = student;
    this.source = source;
    this.manager = parent.newSubManager();
    this.loss = MomentLoss.of(student, manager.getDevice());
    this.program = Adam.compile(manager.getDevice(), SECOND_DECAY);
    this.begun = manager.zeros(new Shape());
    for (int i = 0; i < count; i++) {
      pictures.add(new OptimizedPicture(manager, source.side(), program));
    }
  }

  /** The pictures as they are at present. */
  NDList images() {
    NDList images = new NDList();
    pictures.forEach(picture -> images.add(picture.image()));
    return images;
  }

  /**
   * Begins a new picture in the place of every finished one. An interrupted call is continued by
   * the next.
   *
   * @throws IOException if no photo or no painting can be read
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void replaceFinished() throws IOException, InterruptedException {
    for (OptimizedPicture picture : pictures) {
      if (picture.isFinished()) {
        begin(picture);
      }
    }
  }

  private void begin(OptimizedPicture picture) throws IOException, InterruptedException {
    long number = (long) begun.getFloat();
    // Opened here: only now the number is that of the checkpoint.
    if (photos == null || paintings == null) {
      photos = source.open(source.photos(), 0x50484F544FL, number);
      paintings = source.open(source.paintings(), 0x5041494E54L, number);
    }
    try (NDManager scratch = manager.newSubManager()) {
      NDArray photo = ImageTensors.fromImages(scratch, photos.next());
      NDArray painting = ImageTensors.fromImages(scratch, paintings.next());
      SplittableRandom random = new SplittableRandom(source.seed() + number);
      int steps = random.nextInt(SHORTEST, LONGEST + 1);
      NDArray start = photo;
      if (random.nextDouble() < NOISY) {
        RandomTensors noise = new RandomTensors(random.nextLong(), scratch);
        start = photo.add(noise.normal(photo.getShape(), NOISE));
      }
      picture.begin(photo, painting, start, steps);
      begun.addi(1);
    }
  }

  /** Makes a step of every picture. */
  void advance() {
    pictures.forEach(picture -> picture.advance(student, loss));
  }

  /** All that a checkpoint needs. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    state.put("pictures", begun);
    for (int i = 0; i < pictures.size(); i++) {
      String prefix = "picture." + i + ".";
      pictures.get(i).state().forEach((name, array) -> state.put(prefix + name, array));
    }
    return state;
  }

  @Override
  public void close() {
    if (photos != null) {
      photos.close();
    }
    if (paintings != null) {
      paintings.close();
    }
    pictures.forEach(OptimizedPicture::close);
    program.close();
    manager.close();
  }
}
