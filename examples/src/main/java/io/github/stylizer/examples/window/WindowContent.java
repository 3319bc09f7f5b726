package io.github.stylizer.examples.window;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;

/** All that is in the window, put together. For the event thread, except for {@link #close}. */
final class WindowContent implements StudioView, AutoCloseable {
  private static final int CONTROLS_WIDTH = 312;

  private final JPanel panel = new JPanel(new BorderLayout());
  private final Session session;
  private final FileDialogs dialogs;
  private final Function<Throwable, String> errorLine;
  private final Studio studio;
  private final Guide guide = new Guide();
  private final Stage stage;
  private final Gallery gallery;
  private final ControlsPanel controls;
  private final QueuePanel queue;
  private final Thumbnails thumbnails;

  WindowContent(
      Session session,
      PreparedStyles styles,
      FileDialogs dialogs,
      Function<Throwable, String> errorLine,
      Executor eventThread) {
    this.session = session;
    this.dialogs = dialogs;
    this.errorLine = errorLine;
    studio = new Studio(styles, session, errorLine, this, eventThread);
    stage =
        new Stage(
            new Stage.Actions(
                this::choosePhoto,
                studio::openSample,
                studio::cancel,
                studio::paintFull,
                this::save));
    gallery =
        new Gallery(
            Stylizer.styles(), style -> studio.choose(ChosenStyle.of(style)), this::choosePainting);
    controls = new ControlsPanel(studio::change, studio::changeFormat, this::chooseImage);
    queue = new QueuePanel(number -> studio.queue().cancel(number));
    thumbnails =
        new Thumbnails(
            styles,
            gallery,
            () -> ImageDecoder.standard().maxSize(2 * StyleTile.PICTURE).read(session.sample()),
            e -> problem(errorLine.apply(e)),
            eventThread);
    arrange();
    takeDrops();
    guide.component().setVisible(!session.saved().guided());
  }

  private void arrange() {
    JPanel left = new JPanel(new BorderLayout(0, 8));
    left.setBorder(BorderFactory.createEmptyBorder(8, 16, 8, 0));
    left.add(guide.component(), BorderLayout.NORTH);
    left.add(stage.component(), BorderLayout.CENTER);
    left.add(gallery.component(), BorderLayout.SOUTH);
    JScrollPane settings = new JScrollPane(controls.component());
    settings.setBorder(BorderFactory.createEmptyBorder());
    settings.setHorizontalScrollBarPolicy(ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    settings.getVerticalScrollBar().setUnitIncrement(20);
    JPanel right = new JPanel(new BorderLayout());
    right.setPreferredSize(new Dimension(CONTROLS_WIDTH, 200));
    right.add(settings, BorderLayout.CENTER);
    right.add(queue.component(), BorderLayout.SOUTH);
    panel.add(left, BorderLayout.CENTER);
    panel.add(right, BorderLayout.EAST);
  }

  private void takeDrops() {
    panel.setTransferHandler(new FileDrop(studio::open, e -> problem(errorLine.apply(e))));
    gallery
        .component()
        .setTransferHandler(new FileDrop(this::dropPainting, e -> problem(errorLine.apply(e))));
  }

  private void dropPainting(List<Path> files) {
    if (files.size() != 1 || Files.isDirectory(files.get(0))) {
      problem("drop one painting, or one style code, on the styles");
      return;
    }
    choosePainting(files.get(0));
  }

  private void choosePainting(Path file) {
    studio.choose(ChosenStyle.of(file));
    thumbnails.showOwn(file);
  }

  JComponent component() {
    return panel;
  }

  Studio studio() {
    return studio;
  }

  Stage stage() {
    return stage;
  }

  Gallery gallery() {
    return gallery;
  }

  ControlsPanel controls() {
    return controls;
  }

  /** Opens what the command line names, or what was shown last. */
  void start(List<Path> photos) {
    SavedWork saved = session.saved();
    if (!photos.isEmpty()) {
      show(studio.work());
      studio.open(photos);
      return;
    }
    ChosenStyle style = null;
    Path painting = saved.painting();
    NamedStyle named = saved.style() == null ? null : gallery.named(saved.style());
    if (named != null) {
      style = ChosenStyle.of(named);
    } else if (painting != null && Files.exists(painting)) {
      style = ChosenStyle.of(painting);
      thumbnails.showOwn(painting);
    }
    studio.restore(style);
  }

  // ---- what the buttons and menus do

  void choosePhoto() {
    studio.open(dialogs.openSeveral("Choose a photo, or films and folders for the queue"));
  }

  void choosePainting() {
    dialogs.open("Choose a painting or a style code").ifPresent(this::choosePainting);
    gallery.mark(studio.work().style());
  }

  private Optional<Path> chooseImage(String title) {
    return dialogs.open("Choose an image: " + title);
  }

  void save() {
    Work work = studio.work();
    OpenPhoto photo = work.photo();
    ChosenStyle style = work.style();
    if (photo == null || style == null) {
      problem("there is no picture to save: choose a photo and a style first");
      return;
    }
    Path suggested = style.resultOf(photo.file(), "." + work.format());
    if (session.isSample(photo.file()) || !Files.isWritable(suggested.getParent())) {
      suggested =
          Path.of(System.getProperty("user.home")).resolve(suggested.getFileName().toString());
    }
    dialogs
        .save(suggested)
        .ifPresent(
            file -> {
              studio.save(file);
              setGuided(true);
            });
  }

  /** Shows or hides the three steps. */
  void setGuided(boolean guided) {
    guide.component().setVisible(!guided);
    session.rememberGuided(guided, e -> problem(errorLine.apply(e)));
  }

  boolean isDark() {
    return session.saved().dark();
  }

  void setDark(boolean dark) {
    Theme.set(dark);
    session.rememberDark(dark, e -> problem(errorLine.apply(e)));
  }

  // ---- what the studio says

  @Override
  public void show(Work work) {
    boolean first = !stage.canvas().isShowing() && work.photo() != null && work.style() == null;
    guide.show(work);
    stage.show(work);
    gallery.mark(work.style());
    controls.show(work);
    thumbnails.show(work);
    if (first) {
      gallery.focus();
    }
  }

  @Override
  public void working(String text, long done, long total) {
    stage.bars().working(text, done, total);
  }

  @Override
  public void idle() {
    stage.bars().idle();
  }

  @Override
  public void problem(String line) {
    stage.bars().problem(line);
  }

  @Override
  public void noProblem() {
    stage.bars().noProblem();
  }

  @Override
  public void say(String line) {
    stage.say(line);
  }

  @Override
  public void queue(List<QueueEntry> entries) {
    queue.show(entries);
  }

  @Override
  public void close() {
    thumbnails.close();
    studio.close();
  }
}
