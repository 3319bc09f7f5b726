package io.github.stylizer.examples.window;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the window shows in a folder, so that closing it by mistake loses nothing. Writes in a
 * background thread. All methods but {@link #sample}, {@link #unsaved} and {@link #close} are for
 * the event thread.
 */
final class Session implements AutoCloseable {
  private static final String SAMPLE = "cat.jpg";
  private static final Duration TO_END = Duration.ofSeconds(60);

  private final Path folder;
  private final Executor eventThread;
  private final ExecutorService background = Background.thread("session");
  private volatile SavedWork saved;
  private SavedWork stored; // for the background thread
  private @Nullable BufferedImage written;

  /**
   * Reads what the last start left.
   *
   * @param folder where it is; created if it is missing
   * @throws IOException if the folder cannot be created or a file in it cannot be read
   */
  Session(Path folder, Executor eventThread) throws IOException {
    this.folder = folder;
    this.eventThread = eventThread;
    Files.createDirectories(folder);
    saved = read(properties());
    stored = saved;
  }

  private static SavedWork read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return SavedWork.NONE;
    }
    Properties properties = new Properties();
    try (InputStream stream = Files.newInputStream(file)) {
      properties.load(stream);
      return SavedWork.of(properties);
    } catch (IllegalArgumentException e) {
      // Of another version, or edited by hand: nothing in it is worth an error.
      return SavedWork.NONE;
    }
  }

  private Path properties() {
    return folder.resolve("window.properties");
  }

  /** Where the last picture is kept. */
  Path unsavedFile() {
    return folder.resolve("unsaved.png");
  }

  SavedWork saved() {
    return saved;
  }

  /** The last picture, if what is remembered is painted. */
  @Nullable BufferedImage unsaved() throws IOException {
    return saved.painted() && Files.exists(unsavedFile())
        ? ImageDecoder.standard().read(unsavedFile())
        : null;
  }

  /** The photo that comes with the program, as a file. */
  Path sample() throws IOException {
    Path file = folder.resolve(SAMPLE);
    try (InputStream stream =
        Session.class.getResourceAsStream("/io/github/stylizer/examples/" + SAMPLE)) {
      if (stream == null) {
        throw new FileNotFoundException("the resource " + SAMPLE + " is missing: build it again");
      }
      AtomicFile.write(file, stream::transferTo);
    }
    return file;
  }

  /** Whether a photo is the one that comes with the program. */
  boolean isSample(Path photo) {
    return photo.toAbsolutePath().equals(folder.resolve(SAMPLE).toAbsolutePath());
  }

  /**
   * Keeps what is shown.
   *
   * @param failed learns, on the event thread, if it cannot be kept
   */
  void remember(Work work, Consumer<Throwable> failed) {
    BufferedImage picture = work.painted();
    boolean isNew = picture != null && picture != written;
    written = picture == null ? written : picture;
    saved = saved.with(work);
    write(
        () -> {
          if (picture != null && isNew) {
            ImageEncoder.standard().write(picture, unsavedFile());
          }
          store();
        },
        failed);
  }

  void rememberDark(boolean dark, Consumer<Throwable> failed) {
    saved = saved.withDark(dark);
    write(this::store, failed);
  }

  void rememberGuided(boolean guided, Consumer<Throwable> failed) {
    saved = saved.withGuided(guided);
    write(this::store, failed);
  }

  /** Writes a file. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void write(Writing writing, Consumer<Throwable> failed) {
    background.execute(
        () -> {
          try {
            writing.run();
          } catch (IOException | RuntimeException e) {
            eventThread.execute(() -> failed.accept(e));
          }
        });
  }

  /** A slider moves faster than a disk writes: only the latest is stored. */
  private void store() throws IOException {
    SavedWork work = saved;
    if (work.equals(stored)) {
      return;
    }
    stored = work;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    work.properties().store(bytes, "what `stylize window` showed last");
    AtomicFile.write(properties(), stream -> stream.write(bytes.toByteArray()));
  }

  /** Waits until everything is written. */
  @Override
  public void close() {
    background.shutdown();
    Background.awaitEnd(background, TO_END, "writing to " + folder);
  }
}
