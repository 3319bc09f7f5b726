package io.github.stylizer.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.io.FileLimits;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames in order, without files. */
class FilmFramesTest {
  private static final int WIDTH = 224;
  private static final int HEIGHT = 96;
  private static final int STEP = 8;

  /** Columns that neither the object nor what it changes within the network's reach gets to. */
  private static final int UNTOUCHED = 64;

  private final BufferedImage background = background();

  private static BufferedImage background() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().drawImage(PhotoPixels.drawn(14, 6), 0, 0, WIDTH, HEIGHT, null);
    return image;
  }

  /** A camera that stands still and has noise; a bright object comes from the right. */
  private BufferedImage frame(int number, int noiseLevels) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(number);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean inObject = x > WIDTH - STEP * number && y > 8 && y < HEIGHT - 8;
        int rgb = inObject ? Color.YELLOW.getRGB() : background.getRGB(x, y);
        int noise = random.nextInt(2 * noiseLevels + 1) - noiseLevels;
        int noisy = 0;
        for (int shift = 0; shift < 24; shift += 8) {
          noisy |= Math.max(0, Math.min(255, (rgb >> shift & 0xff) + noise)) << shift;
        }
        image.setRGB(x, y, noisy);
      }
    }
    return image;
  }

  private List<BufferedImage> frames(int count, int noiseLevels) {
    return IntStream.range(0, count).mapToObj(i -> frame(i, noiseLevels)).toList();
  }

  private static TransformModel network() {
    TransformNet net = TransformNet.of(4);
    try (NDManager manager = NDManager.newBaseManager()) {
      return TransformNetModel.of(
          net, DrawnTransformNet.tensors(manager, net.kernelShapes(), 1), Map.of());
    }
  }

  private static double flicker(List<BufferedImage> frames) {
    double sum = 0;
    for (int i = 1; i < frames.size(); i++) {
      sum += TestFilms.difference(frames.get(i - 1), frames.get(i), UNTOUCHED);
    }
    return sum / (frames.size() - 1);
  }

  @Test
  void aFrameHasALimit() throws IOException {
    TimedFrame.requireSize(8192, 8192);
    TimedFrame.requireSize(1, FileLimits.FILM_FRAME_PIXELS);
    for (int[] size : new int[][] {{8192, 8193}, {FileLimits.FILM_FRAME_PIXELS + 1, 1}, {0, 9}}) {
      assertThatThrownBy(() -> TimedFrame.requireSize(size[0], size[1]))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "its frames are "
                  + size[0]
                  + " x "
                  + size[1]
                  + " pixels, but the limit is 67108864 in total");
    }
  }

  @Test
  void aMovingObjectDoesNotChangeTheRest() {
    List<BufferedImage> frames = frames(10, 0);
    try (TransformModel network = network();
        Stylizer stylizer = Stylizer.style(network)) {
      List<BufferedImage> steady = FilmStylizer.of(stylizer).paint(frames.stream()).toList();
      assertThat(steady).hasSameSizeAs(frames);
      assertThat(flicker(steady)).isZero();
      assertThat(flicker(frames.stream().map(stylizer).toList())).isGreaterThan(1);
    }
  }

  @Test
  void noiseIsFiltered() {
    List<BufferedImage> frames = frames(10, 1);
    try (TransformModel network = network();
        Stylizer stylizer = Stylizer.style(network)) {
      List<BufferedImage> steady = FilmStylizer.of(stylizer).paint(frames.stream()).toList();
      assertThat(flicker(steady)).isLessThan(0.6 * flicker(frames.stream().map(stylizer).toList()));
    }
  }

  @Test
  void aShotIsPaintedByItsOwnStatistics() {
    List<BufferedImage> first = frames(8, 1);
    BufferedImage bright = TestFilms.plain(WIDTH, HEIGHT, new Color(240, 230, 200));
    bright.createGraphics().drawImage(background, 0, 0, WIDTH / 4, HEIGHT, null);
    List<BufferedImage> both = new ArrayList<>(first);
    for (int i = 0; i < 8; i++) {
      both.add(bright);
    }
    try (TransformModel network = network();
        Stylizer stylizer = Stylizer.style(network);
        Stylizer ofSecond = stylizer.withStatisticsOf(List.of(bright))) {
      List<BufferedImage> painted = FilmStylizer.of(stylizer).paint(both.stream()).toList();
      BufferedImage expected = ofSecond.apply(bright);
      for (BufferedImage frame : painted.subList(8, 16)) {
        assertThat(TestFilms.difference(frame, expected)).isLessThan(0.1);
      }
    }
  }

  /** Strokes keep their places on what they are painted on, and the filter smears nothing. */
  @ParameterizedTest
  @CsvSource({"1,0", "2,-1", "-3,2"})
  void thePictureMovesWithTheCamera(int x, int y) {
    BufferedImage scene = PhotoPixels.drawn(400, 300);
    List<BufferedImage> frames = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      frames.add(scene.getSubimage(80 + i * x, 60 + i * y, 220, 180));
    }
    try (TransformModel network = network();
        Stylizer stylizer = Stylizer.style(network);
        Stylizer fixed = stylizer.withStatisticsOf(frames)) {
      List<BufferedImage> painted = FilmStylizer.of(stylizer).paint(frames.stream()).toList();
      assertThat(change(frames.stream().map(fixed).toList(), x, y)).isGreaterThan(1);
      assertThat(change(painted, x, y)).isLessThan(0.05);
    }
  }

  /** What frames change by besides moving, away from their edges. */
  private static double change(List<BufferedImage> frames, int x, int y) {
    double sum = 0;
    for (int i = 1; i < frames.size(); i++) {
      BufferedImage before = frames.get(i - 1).getSubimage(64 + x, 64 + y, 90, 50);
      sum += TestFilms.difference(before, frames.get(i).getSubimage(64, 64, 90, 50));
    }
    return sum / (frames.size() - 1);
  }

  @Test
  void noNativeArrayIsLeft() {
    try (TransformModel network = network();
        Stylizer stylizer = Stylizer.style(network)) {
      stylizer.prepare();
      int before = NativeArrays.heldBy(network);
      FilmStylizer.of(stylizer).paint(frames(4, 1).stream()).toList();
      try (Stream<BufferedImage> painted = FilmStylizer.of(stylizer).paint(frames(9, 1).stream())) {
        painted.iterator().next();
      }
      assertThat(NativeArrays.heldBy(network)).isEqualTo(before);
    }
  }

  @Test
  void noMoreFramesAreReadThanTheLookAhead() {
    AtomicInteger read = new AtomicInteger();
    Stream<BufferedImage> endless =
        Stream.generate(() -> TestFilms.plain(16, 16, new Color(read.getAndIncrement())));
    try (Stylizer stylizer = TestFilms.copying()) {
      Iterator<BufferedImage> painted =
          FilmStylizer.of(stylizer).lookAhead(5).noise(0).paint(endless).iterator();
      assertThat(read).hasValue(0);
      for (int i = 0; i < 20; i++) {
        assertThat(painted.next().getRGB(0, 0) & 0xffffff).isEqualTo(i);
        assertThat(read).hasValueLessThanOrEqualTo(i + 7);
      }
    }
  }

  @Test
  void closingTheResultClosesTheFrames() {
    AtomicInteger closed = new AtomicInteger();
    try (Stylizer stylizer = TestFilms.copying()) {
      Stream<BufferedImage> frames = Stream.of(frame(0, 1)).onClose(closed::incrementAndGet);
      FilmStylizer.of(stylizer).paint(frames).close();
      assertThat(closed).hasValue(1);
    }
  }

  @Test
  void aFilmWithoutFramesGivesNone() {
    try (Stylizer stylizer = TestFilms.copying()) {
      assertThat(FilmStylizer.of(stylizer).paint(Stream.of())).isEmpty();
    }
  }

  @Test
  void aLookAheadThatCannotTellACutIsRefused() {
    try (Stylizer stylizer = TestFilms.copying()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FilmStylizer.of(stylizer).lookAhead(2))
          .withMessageContaining("at least 3, but is 2");
    }
  }
}
