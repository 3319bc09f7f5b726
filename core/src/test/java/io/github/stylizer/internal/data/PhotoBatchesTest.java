package io.github.stylizer.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the batches. */
@Timeout(60)
class PhotoBatchesTest {
  private static final Crop WHOLE = (photo, random) -> photo;
  private static final Crop RANDOM = Crop.randomResized(8, 0.2, 0.8).randomlyFlipped();

  @TempDir Path folder;

  /** Batch {@code first} to batch 19 of a seed, as pixels. */
  private List<List<Integer>> pixels(int batchSize, long seed, int first, int threads)
      throws IOException, InterruptedException {
    List<List<Integer>> pixels = new ArrayList<>();
    try (PhotoBatches batches =
        new PhotoBatches(ImageFolder.of(folder), RANDOM, batchSize, seed, first, threads)) {
      for (int k = first; k < 20; k++) {
        batches.next().forEach(photo -> pixels.add(NumberedPhotos.pixels(photo)));
      }
    }
    return pixels;
  }

  @ParameterizedTest
  @CsvSource({"7, 3", "1, 4", "5, 5", "9, 1"})
  void threadsAndStartChangeNothing(int files, int batchSize) throws Exception {
    NumberedPhotos.write(folder, files);
    if (files > 1) {
      NumberedPhotos.damage(folder, 1);
      NumberedPhotos.damage(folder, 3);
    }
    List<List<Integer>> expected = pixels(batchSize, 42, 0, 1);
    assertThat(expected).hasSize(20 * batchSize);
    for (int threads : new int[] {2, 5}) {
      assertThat(pixels(batchSize, 42, 0, threads)).isEqualTo(expected);
    }
    for (int first : new int[] {1, 8, 19}) {
      assertThat(pixels(batchSize, 42, first, 3))
          .isEqualTo(expected.subList(first * batchSize, expected.size()));
    }
  }

  @Test
  void everyOccurrenceOfAPhotoIsCroppedAnew() throws Exception {
    NumberedPhotos.write(folder, 1);
    // A few squares of one small photo are the same by chance.
    assertThat(Set.copyOf(pixels(2, 42, 0, 2))).hasSizeGreaterThan(30);
  }

  @Test
  void seedsGiveDifferentOrdersAndCrops() throws Exception {
    NumberedPhotos.write(folder, 1);
    assertThat(pixels(2, 1, 0, 2)).isNotEqualTo(pixels(2, 2, 0, 2));
    NumberedPhotos.write(folder, 30);
    assertThat(numbers(30, 1)).isNotEqualTo(numbers(30, 2));
  }

  private List<Integer> numbers(int count, long seed) throws IOException, InterruptedException {
    try (PhotoBatches batches = new PhotoBatches(ImageFolder.of(folder), WHOLE, 4, seed, 0, 2)) {
      return NumberedPhotos.numbers(batches, count);
    }
  }

  @Test
  void everyEpochTakesEveryFileOnceInAnOrderOfItsOwn() throws Exception {
    NumberedPhotos.write(folder, 30);
    List<Integer> all = IntStream.range(0, 30).boxed().toList();
    List<Integer> numbers = numbers(120, 5);
    List<List<Integer>> epochs =
        IntStream.range(0, 4)
            .mapToObj(epoch -> numbers.subList(30 * epoch, 30 * epoch + 30))
            .toList();
    assertThat(epochs)
        .doesNotHaveDuplicates()
        .doesNotContain(all)
        .allSatisfy(epoch -> assertThat(epoch).containsExactlyInAnyOrderElementsOf(all));
  }

  @Test
  void everyFileComesFirstEquallyOften() {
    int[] first = new int[5];
    SampleOrder order = new SampleOrder(5, 9);
    for (int epoch = 0; epoch < 5000; epoch++) {
      first[order.permutation(epoch)[0]]++;
    }
    // 1000 each with a standard deviation of 28.
    for (int count : first) {
      assertThat(count).isBetween(850, 1150);
    }
  }

  @Test
  void theNextFileOfTheEpochReplacesAnUnreadableOne() throws Exception {
    NumberedPhotos.write(folder, 6);
    List<Integer> expected = new ArrayList<>(numbers(60, 3));
    NumberedPhotos.damage(folder, 2);
    NumberedPhotos.damage(folder, 4);
    for (int i = 0; i < 60; i++) {
      int replacement = i;
      while (expected.get(replacement) == 2 || expected.get(replacement) == 4) {
        replacement = i / 6 * 6 + (replacement + 1) % 6;
      }
      expected.set(i, expected.get(replacement) + (replacement == i ? 0 : 100));
    }
    expected.replaceAll(number -> number % 100);
    assertThat(numbers(60, 3)).isEqualTo(expected);
  }

  @Test
  void unreadableFilesAreReported() throws Exception {
    NumberedPhotos.write(folder, 6);
    NumberedPhotos.damage(folder, 4);
    NumberedPhotos.damage(folder, 2);
    try (PhotoBatches batches = new PhotoBatches(ImageFolder.of(folder), WHOLE, 6, 1, 0)) {
      batches.next();
      Path two = NumberedPhotos.file(folder, 2);
      Path four = NumberedPhotos.file(folder, 4);
      assertThat(batches.unreadable()).containsOnlyKeys(two, four);
      assertThat(batches.unreadable().get(two)).startsWith(two + ": ").doesNotContain("\n");
    }
  }

  @Test
  void aFolderWithoutAnyPhotoIsNamedAndStaysSo() throws Exception {
    NumberedPhotos.write(folder, 3);
    for (int number = 0; number < 3; number++) {
      NumberedPhotos.damage(folder, number);
    }
    try (PhotoBatches batches = new PhotoBatches(ImageFolder.of(folder), WHOLE, 4, 1, 0, 2)) {
      for (int call = 0; call < 2; call++) {
        assertThatThrownBy(batches::next)
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith(folder + ": none of its 3 files can be read")
            .hasMessageContaining(NumberedPhotos.file(folder, 0) + ": ");
      }
      assertThat(batches.unreadable()).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 'batchSize must be at least 1, but is 0'",
    "-1, 0, 1, 'batchSize must be at least 1, but is -1'",
    "4, -1, 1, firstBatch is -1",
    "4, 1152921504606846976, 1, 'expected 0 to 1152921504606846975'",
    "4, 0, 0, 'threads must be at least 1, but is 0'"
  })
  void wrongArgumentsAreRefused(int batchSize, long firstBatch, int threads, String message)
      throws IOException {
    NumberedPhotos.write(folder, 1);
    ImageFolder photos = ImageFolder.of(folder);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PhotoBatches(photos, WHOLE, batchSize, 1, firstBatch, threads))
        .withMessageContaining(message);
  }

  @Test
  void theLastPossibleBatchCanBeFirst() throws Exception {
    NumberedPhotos.write(folder, 3);
    long last = (1L << 60) - 1;
    try (PhotoBatches batches = new PhotoBatches(ImageFolder.of(folder), RANDOM, 4, 1, last)) {
      assertThat(batches.next()).hasSize(4);
      assertThat(batches.next()).hasSize(4);
    }
  }
}
