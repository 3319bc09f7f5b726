package io.github.stylizer.examples.window;

import io.github.stylizer.internal.io.CacheDirectory;
import io.github.stylizer.internal.io.Settings;
import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens a window for painting, until it is closed. */
@Command(
    name = "stylize " + WindowCommand.NAME,
    description =
        "Opens a window: drop a photo, click a style, save the picture. What is shown is kept until"
            + " the next start.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class WindowCommand implements Callable<Integer> {

  /** The first word of the command line. */
  public static final String NAME = "window";

  private static final String NO_SCREEN =
      "there is no screen to open a window on: log in with a desktop (over ssh: ssh -X), or use"
          + " `stylize PHOTO --style STYLE` or `stylize serve`";

  @Parameters(
      paramLabel = "PHOTO",
      arity = "0..*",
      description = "Photo to show; films, folders and several photos go into the queue.")
  private List<Path> photos = List.of();

  private final PrintStream err;
  private final Function<Throwable, String> errorLine;

  /**
   * Makes the command.
   *
   * @param err gets what keeps the window from opening
   * @param errorLine says in one line what went wrong and what to do
   */
  public WindowCommand(PrintStream err, Function<Throwable, String> errorLine) {
    this.err = err;
    this.errorLine = errorLine;
  }

  @Override
  public Integer call() throws IOException {
    try {
      if (GraphicsEnvironment.isHeadless()) {
        return noScreen("");
      }
      return open();
    } catch (AWTError | HeadlessException | LinkageError e) {
      // A display that does not answer, or a Java without windows.
      return noScreen(" (" + errorLine.apply(e) + ")");
    }
  }

  private int open() throws IOException {
    Path folder = CacheDirectory.of(Settings.ofSystem()).resolve(NAME);
    try (PreparedStyles styles = new PreparedStyles();
        Session session = new Session(folder, SwingUtilities::invokeLater)) {
      show(styles, session);
    }
    return 0;
  }

  private int noScreen(String reason) {
    err.println("stylize: " + NO_SCREEN + reason);
    return 1;
  }

  private void show(PreparedStyles styles, Session session) throws IOException {
    CountDownLatch closed = new CountDownLatch(1);
    AtomicReference<@Nullable StylizeWindow> opened = new AtomicReference<>();
    try {
      SwingUtilities.invokeAndWait(() -> opened.set(open(styles, session, closed::countDown)));
      closed.await();
    } catch (InterruptedException e) {
      // The signal to stop. Cleared, so that what is shown can be kept.
      SwingUtilities.invokeLater(() -> dispose(opened.get()));
    } catch (InvocationTargetException e) {
      throw failure(e);
    } finally {
      StylizeWindow window = opened.get();
      if (window != null) {
        window.content().close();
      }
    }
  }

  private StylizeWindow open(PreparedStyles styles, Session session, Runnable closed) {
    Theme.set(session.saved().dark());
    WindowContent content =
        new WindowContent(
            session, styles, new FileDialogs(), errorLine, SwingUtilities::invokeLater);
    // On the event thread: a mistake of ours is shown, too, and the window stays usable.
    Thread.currentThread()
        .setUncaughtExceptionHandler((thread, e) -> content.problem(errorLine.apply(e)));
    StylizeWindow window = new StylizeWindow(content, closed);
    window.open(photos);
    return window;
  }

  private static void dispose(@Nullable StylizeWindow window) {
    if (window != null) {
      window.frame().dispose();
    }
  }

  private IOException failure(InvocationTargetException e) {
    Throwable reason = e.getCause();
    if (reason instanceof Error error) {
      throw error;
    }
    String line = errorLine.apply(reason == null ? e : reason);
    return new IOException("the window cannot be opened: " + line, e);
  }
}
