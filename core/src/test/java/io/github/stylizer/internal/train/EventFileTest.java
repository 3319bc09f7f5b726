package io.github.stylizer.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import io.github.stylizer.internal.io.ProtocolBuffer;
import io.github.stylizer.internal.train.EventReader.Event;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  private static final byte[] PIXELS = new byte[200];

  static {
    for (int i = 0; i < PIXELS.length; i++) {
      PIXELS[i] = (byte) i;
    }
  }

  @TempDir Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }

  /** Four records that were written by TensorBoard's own writer. */
  private static List<byte[]> tensorBoard() throws IOException {
    try (InputStream file =
        EventFileTest.class.getResourceAsStream("/train/tensorboard.tfevents")) {
      return EventReader.records(file.readAllBytes());
    }
  }

  @Test
  void theReaderOfTheseTestsReadsWhatTensorBoardWrote() throws IOException {
    List<Event> events = tensorBoard().stream().map(EventReader::event).toList();
    assertThat(events).hasSize(4);
    assertThat(events.get(0))
        .isEqualTo(new Event(1.5, 0, "brain.Event:2", null, Map.of(), Map.of()));
    assertThat(events.get(1)).isEqualTo(new Event(2.25, 300, null, 1L, Map.of(), Map.of()));
    assertThat(events.get(2))
        .isEqualTo(
            new Event(
                3.125, 301, null, null, Map.of("loss/content", 0.1f, "Größe", -2.5e30f), Map.of()));
    assertThat(events.get(3).step()).isEqualTo(1L << 40);
    assertThat(events.get(3).images().get("preview").encoded()).isEqualTo(PIXELS);
    byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(EventReader.crc32c(check, 0, 9)).isEqualTo(0xE3069283L);
  }

  @Test
  void messagesAreThoseOfTensorBoardByteForByte() throws IOException {
    List<byte[]> expected = tensorBoard();
    assertThat(new ProtocolBuffer().number(1, 1.5).text(3, "brain.Event:2").toByteArray())
        .isEqualTo(expected.get(0));
    ProtocolBuffer start = new ProtocolBuffer().integer(1, 1);
    assertThat(new ProtocolBuffer().number(1, 2.25).integer(2, 300).message(7, start).toByteArray())
        .isEqualTo(expected.get(1));
    ProtocolBuffer scalars =
        new ProtocolBuffer()
            .message(1, new ProtocolBuffer().text(1, "loss/content").number(2, 0.1f))
            .message(1, new ProtocolBuffer().text(1, "Größe").number(2, -2.5e30f));
    assertThat(
            new ProtocolBuffer().number(1, 3.125).integer(2, 301).message(5, scalars).toByteArray())
        .isEqualTo(expected.get(2));
    ProtocolBuffer image =
        new ProtocolBuffer().integer(1, 200).integer(2, 3).integer(3, 3).bytes(4, PIXELS);
    ProtocolBuffer value = new ProtocolBuffer().text(1, "preview").message(4, image);
    assertThat(
            new ProtocolBuffer()
                .number(1, 1795471959.75)
                .integer(2, 1L << 40)
                .message(5, new ProtocolBuffer().message(1, value))
                .toByteArray())
        .isEqualTo(expected.get(3));
  }

  @Test
  void beginsWithItsVersionAndTheStart() throws IOException {
    double before = System.currentTimeMillis() / 1000.0;
    new EventFile(folder, 17).close();
    assertThat(files()).singleElement();
    Path file = files().get(0);
    assertThat(file.getFileName().toString()).matches("events\\.out\\.tfevents\\.\\d{10}\\..*");
    List<Event> events = EventReader.read(file);
    assertThat(events).hasSize(2);
    assertThat(events.get(0).fileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).sessionStatus()).as("START").isEqualTo(1);
    assertThat(events.get(1).step()).isEqualTo(17);
    assertThat(events.get(1).wallTime()).isCloseTo(before, within(60.0));
  }

  @Test
  void scalarsCanBeRead() throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss/content", 0.1);
    values.put("loss/total variation", 1e300);
    values.put("gradient norm", Double.NaN);
    try (EventFile file = new EventFile(folder, 0)) {
      file.scalars(5, values);
      file.scalars(1L << 40, Map.of("loss/content", -3.0));
    }
    List<Event> events = EventReader.read(files().get(0));
    assertThat(events).hasSize(4);
    assertThat(events.get(2).step()).isEqualTo(5);
    assertThat(events.get(2).scalars())
        .containsExactly(
            Map.entry("loss/content", 0.1f),
            Map.entry("loss/total variation", Float.POSITIVE_INFINITY),
            Map.entry("gradient norm", Float.NaN));
    assertThat(events.get(3).step()).isEqualTo(1L << 40);
    assertThat(events.get(3).scalars()).containsExactly(Map.entry("loss/content", -3f));
  }

  @Test
  void imagesCanBeRead() throws IOException {
    BufferedImage image = new BufferedImage(300, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(299, 1, 0x123456);
    BufferedImage transparent = new BufferedImage(4, 5, BufferedImage.TYPE_INT_ARGB);
    transparent.setRGB(3, 4, 0x80123456);
    try (EventFile file = new EventFile(folder, 0)) {
      file.image(9, "preview", image);
      file.image(9, "mask", transparent);
    }
    List<Event> events = EventReader.read(files().get(0));
    EventReader.Image preview = events.get(2).images().get("preview");
    assertThat(events.get(2).step()).isEqualTo(9);
    assertThat(List.of(preview.height(), preview.width(), preview.colorspace()))
        .containsExactly(2L, 300L, 3L);
    assertThat(decoded(preview).getRGB(299, 1)).isEqualTo(0xff123456);
    EventReader.Image mask = events.get(3).images().get("mask");
    assertThat(List.of(mask.height(), mask.width(), mask.colorspace())).containsExactly(5L, 4L, 4L);
    assertThat(decoded(mask).getRGB(3, 4)).isEqualTo(0x80123456);
  }

  private static BufferedImage decoded(EventReader.Image image) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(image.encoded()));
  }

  @Test
  void everyRecordIsInTheFileAtOnceAndACutOffOneHurtsNoOther() throws IOException {
    try (EventFile file = new EventFile(folder, 0)) {
      file.scalars(1, Map.of("total", 1.0));
      file.scalars(2, Map.of("total", 2.0));
      byte[] written = Files.readAllBytes(files().get(0));
      assertThat(EventReader.records(written)).hasSize(4);
      for (int missing = 1; missing <= 16; missing++) {
        byte[] cut = Arrays.copyOf(written, written.length - missing);
        assertThat(EventReader.records(cut)).hasSize(3);
      }
    }
  }

  @Test
  void aRunThatGoesOnHasAFileThatIsReadAfterTheOthers() throws IOException {
    for (int run = 0; run < 5; run++) {
      try (EventFile file = new EventFile(folder, 10 * run)) {
        file.scalars(10 * run, Map.of("run", (double) run));
      }
    }
    List<Path> files = files();
    assertThat(files).hasSize(5);
    for (int run = 0; run < 5; run++) {
      assertThat(EventReader.read(files.get(run)).get(1).step()).isEqualTo(10 * run);
    }
  }

  @Test
  void aFolderThatIsMissingIsAnError() {
    Path missing = folder.resolve("missing");
    assertThatIOException()
        .isThrownBy(() -> new EventFile(missing, 0))
        .isInstanceOf(NoSuchFileException.class)
        .withMessageContaining(missing.toString());
  }

  @Test
  void closesTwice() throws IOException {
    EventFile file = new EventFile(folder, 0);
    file.close();
    file.close();
    assertThat(EventReader.read(files().get(0))).hasSize(2);
  }

  @Test
  void aFailureNamesTheFile() throws IOException {
    EventFile file = new EventFile(folder, 0);
    file.close();
    assertThatIOException()
        .isThrownBy(() -> file.scalars(1, Map.of("total", 0.5)))
        .withMessageStartingWith(files().get(0) + ": cannot be written: ");
  }
}
