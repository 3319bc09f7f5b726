package io.github.stylizer.internal.train;

import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.io.ProtocolBuffer;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes a file for TensorBoard: <a
 * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto">
 * Event</a> messages, framed as <a
 * href="https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details">
 * TFRecords</a>. Every record is handed to the operating system at once, so a killed process loses
 * at most the one it is writing; readers ignore a truncated record.
 *
 * <p>A resumed training starts a new file in the same folder. Not safe for concurrent use.
 */
final class EventFile implements Closeable {
  private static final int MASK = 0xA282EAD8;

  // Fields of Event
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private final Path path;
  private final OutputStream file;

  /**
   * Creates a file. Readers then drop what earlier files in the folder have of this and later
   * steps.
   *
   * @param folder the training's folder, which must exist
   * @param firstStep the first step that may be written, 0 or more
   * @throws IOException if the file cannot be written
   */
  EventFile(Path folder, long firstStep) throws IOException {
    this.path = create(folder);
    this.file = Files.newOutputStream(path, StandardOpenOption.WRITE);
    try {
      write(event(0).text(FILE_VERSION, "brain.Event:2"));
      // The status is START, which makes readers drop the points of this and later steps.
      write(event(firstStep).message(SESSION_LOG, new ProtocolBuffer().integer(1, 1)));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Creates the file. Readers process the files of a folder in order of name. */
  private static Path create(Path folder) throws IOException {
    String time =
        String.format(Locale.ROOT, "events.out.tfevents.%010d", System.currentTimeMillis() / 1000);
    for (int i = 0; ; i++) {
      Path path = folder.resolve(String.format(Locale.ROOT, "%s.%03d.stylizer", time, i));
      try {
        return Files.createFile(path);
      } catch (FileAlreadyExistsException e) {
        if (i == 999) {
          throw e;
        }
      }
    }
  }

  /**
   * Writes scalars, each a point of a curve.
   *
   * @param values the scalars by the name of their curve; {@code group/name} puts it into a group;
   *     NaN and infinity are allowed
   * @throws IOException if the file cannot be written
   */
  void scalars(long step, Map<String, Double> values) throws IOException {
    ProtocolBuffer summary = new ProtocolBuffer();
    values.forEach(
        (name, value) ->
            summary.message(1, new ProtocolBuffer().text(1, name).number(2, value.floatValue())));
    write(event(step).message(SUMMARY, summary));
  }

  /**
   * Writes a picture.
   *
   * @param name what the picture shows, the same at every step
   * @param image any image; not modified
   * @throws IOException if the file cannot be written
   */
  void image(long step, String name, BufferedImage image) throws IOException {
    ProtocolBuffer png =
        new ProtocolBuffer()
            .integer(1, image.getHeight())
            .integer(2, image.getWidth())
            .integer(3, image.getColorModel().hasAlpha() ? 4 : 3)
            .bytes(4, ImageEncoder.png(image));
    ProtocolBuffer value = new ProtocolBuffer().text(1, name).message(4, png);
    write(event(step).message(SUMMARY, new ProtocolBuffer().message(1, value)));
  }

  private static ProtocolBuffer event(long step) {
    double seconds = System.currentTimeMillis() / 1000.0;
    return new ProtocolBuffer().number(WALL_TIME, seconds).integer(STEP, step);
  }

  private void write(ProtocolBuffer event) throws IOException {
    byte[] data = event.toByteArray();
    ByteBuffer record = ByteBuffer.allocate(data.length + Long.BYTES + 2 * Integer.BYTES);
    record.order(ByteOrder.LITTLE_ENDIAN).putLong(data.length);
    record.putInt(maskedChecksum(record.array(), Long.BYTES));
    record.put(data).putInt(maskedChecksum(data, data.length));
    try {
      file.write(record.array());
    } catch (IOException e) {
      throw new IOException(path + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * TFRecords rotate the checksum and add a constant, because data may contain checksums itself.
   */
  private static int maskedChecksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }

  /** Closes the file. A second call does nothing. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
