package io.github.stylizer.examples.window;

import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.painting.PaintSettings;
import io.github.stylizer.examples.window.QueueEntry.State;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts photo, style and settings together and has them painted. What is being painted is of no use
 * any more after a change, and is canceled. All methods but {@link #close} are for the event
 * thread.
 */
final class Studio implements AutoCloseable {
  private final PreparedStyles styles;
  private final Session session;
  private final Function<Throwable, String> errorLine;
  private final StudioView view;
  private final LatestTask reading;
  private final LatestTask painting;
  private final PaintQueue queue;
  private final Set<Integer> reported = new HashSet<>();
  private List<Path> waitingForStyle = List.of();
  private Work work;

  /** Either a photo to show, or files for the queue. */
  private record Opened(@Nullable OpenPhoto photo, List<Path> forQueue) {}

  Studio(
      PreparedStyles styles,
      Session session,
      Function<Throwable, String> errorLine,
      StudioView view,
      Executor eventThread) {
    this.styles = styles;
    this.session = session;
    this.errorLine = errorLine;
    this.view = view;
    work = Work.EMPTY.with(session.saved().settings()).withFormat(session.saved().format());
    reading = new LatestTask("reading", eventThread);
    painting = new LatestTask("painting", eventThread);
    queue = new PaintQueue(eventThread, errorLine, this::queueChanged);
  }

  Work work() {
    return work;
  }

  PaintQueue queue() {
    return queue;
  }

  private void change(Work changed) {
    work = changed;
    view.show(work);
    session.remember(work, this::failed);
  }

  /** Opens a photo, or adds films, folders or several photos to the queue. */
  void open(List<Path> files) {
    if (files.isEmpty()) {
      return;
    }
    view.noProblem();
    reading.start(post -> sorted(files), this::opened, this::failed);
  }

  private static Opened sorted(List<Path> files) throws IOException {
    return files.size() == 1 && !Jobs.isForQueue(files.get(0))
        ? new Opened(OpenPhoto.read(files.get(0)), List.of())
        : new Opened(null, files);
  }

  private void opened(Opened opened) {
    if (opened.photo() != null) {
      stopPainting();
      change(work.with(opened.photo()));
      say(work.style() == null ? " is shown. Choose a style." : " is shown.");
      paint();
    } else {
      enqueue(opened.forQueue());
    }
  }

  private void say(String what) {
    if (work.photo() != null) {
      view.say(work.photo().name() + what);
    }
  }

  /** Opens the photo that comes with the program. */
  void openSample() {
    view.noProblem();
    reading.start(
        post -> new Opened(OpenPhoto.read(session.sample()), List.of()),
        this::opened,
        this::failed);
  }

  /** Shows again what was shown when the window was last closed. */
  void restore(@Nullable ChosenStyle style) {
    SavedWork saved = session.saved();
    if (style != null) {
      work = work.with(style);
    }
    view.show(work);
    Path photo = saved.photo();
    if (photo == null) {
      return;
    }
    reading.start(post -> restored(photo), this::restored, this::lost);
  }

  /** What is shown of an earlier start. */
  private record Restored(OpenPhoto photo, @Nullable BufferedImage painted) {}

  private Restored restored(Path photo) throws IOException {
    return new Restored(OpenPhoto.read(photo), session.unsaved());
  }

  private void restored(Restored restored) {
    work = work.with(restored.photo());
    if (restored.painted() != null && work.style() != null) {
      work = work.withPainted(restored.painted());
      view.show(work);
      view.say("Your last picture is back.");
    } else {
      view.show(work);
      paint();
    }
  }

  private void lost(Throwable reason) {
    view.problem(
        String.format(
            Locale.ROOT,
            "the last photo cannot be shown again (%s); what was painted of it is in %s until the"
                + " next picture",
            errorLine.apply(reason),
            session.unsavedFile()));
  }

  /** Chooses a style, and paints in it. */
  void choose(ChosenStyle style) {
    view.noProblem();
    stopPainting();
    change(work.with(style));
    if (!waitingForStyle.isEmpty()) {
      List<Path> files = waitingForStyle;
      waitingForStyle = List.of();
      enqueue(files);
    }
    if (work.photo() == null) {
      view.say(style.title() + " is chosen. Now choose a photo.");
    }
    paint();
  }

  /** Changes settings, and paints if the picture would be another one. */
  void change(PaintSettings settings) {
    Work changed = work.with(settings);
    // What is painted has the full strength: another one is only drawn.
    boolean onlyStrength = settings.withStrength(1).equals(work.settings().withStrength(1));
    if (!onlyStrength) {
      stopPainting();
    }
    change(changed);
    if (!onlyStrength && changed.painted() == null) {
      paint();
    }
  }

  void changeFormat(String format) {
    change(work.withFormat(format));
  }

  private void paint() {
    Work now = work;
    OpenPhoto photo = now.photo();
    if (photo != null && now.style() != null) {
      paint(now.previewSettings(), stylizer -> stylizer.apply(photo.small()));
    }
  }

  /** Paints and shows the picture in the size in which it is saved. */
  void paintFull() {
    OpenPhoto photo = work.photo();
    if (photo != null && work.style() != null && !work.isFull()) {
      view.noProblem();
      paint(work.settings().withStrength(1), stylizer -> stylizer.apply(photo.file()));
    }
  }

  private void paint(PaintSettings settings, Function<Stylizer, BufferedImage> brush) {
    ChosenStyle style = work.style();
    if (style == null) {
      return;
    }
    String text = "Painting like " + style.title();
    view.working(text + "…", 0, 0);
    painting.start(
        post -> {
          try (Stylizer stylizer = open(style, settings, text, post)) {
            return brush.apply(stylizer);
          }
        },
        this::painted,
        this::failed);
  }

  private Stylizer open(
      ChosenStyle style, PaintSettings settings, String text, Consumer<Runnable> post)
      throws IOException {
    Stylizer opened = styles.open(style.style());
    return settings.applyTo(
        PaintSettings.changed(
            opened,
            List.of(
                stylizer ->
                    stylizer.onProgress(
                        progress ->
                            post.accept(
                                () -> view.working(text, progress.done(), progress.total()))))));
  }

  private void painted(BufferedImage picture) {
    view.idle();
    change(work.withPainted(picture));
    if (work.style() != null) {
      say(" like " + work.style().title() + " is painted.");
    }
  }

  private void failed(Throwable reason) {
    if (!painting.isRunning()) {
      view.idle();
    }
    view.problem(errorLine.apply(reason));
  }

  private void stopPainting() {
    painting.cancel();
    view.idle();
  }

  /** Ends what is being painted for the screen. The queue goes on. */
  void cancel() {
    if (painting.isRunning()) {
      stopPainting();
      view.say("Canceled.");
    }
  }

  /** Paints the photo in full size into a file, in the queue. */
  void save(Path file) {
    OpenPhoto photo = work.photo();
    ChosenStyle style = work.style();
    if (photo != null && style != null) {
      view.noProblem();
      queue.add(file.getFileName().toString(), jobs(style).photo(photo.file(), file));
    }
  }

  private Jobs jobs(ChosenStyle style) {
    return new Jobs(styles, errorLine, style, work);
  }

  private void enqueue(List<Path> files) {
    ChosenStyle style = work.style();
    if (style == null) {
      List<Path> waiting = new ArrayList<>(waitingForStyle);
      waiting.addAll(files);
      waitingForStyle = List.copyOf(waiting);
      view.say("Now choose a style for " + named(waitingForStyle) + ".");
      return;
    }
    for (Path file : files) {
      queue.add(file.getFileName().toString(), jobs(style).of(file));
    }
  }

  private static String named(List<Path> files) {
    return files.size() == 1 ? files.get(0).getFileName().toString() : files.size() + " files";
  }

  private void queueChanged(List<QueueEntry> entries) {
    view.queue(entries);
    for (QueueEntry entry : entries) {
      if (!entry.isUnfinished() && reported.add(entry.number())) {
        report(entry);
      }
    }
  }

  private void report(QueueEntry entry) {
    if (entry.state() == State.FAILED) {
      view.problem(entry.remark());
    } else {
      view.say(entry.words());
    }
  }

  /** Ends everything and frees what was used. For any thread but the event thread. */
  @Override
  public void close() {
    reading.close();
    painting.close();
    queue.close();
  }
}
