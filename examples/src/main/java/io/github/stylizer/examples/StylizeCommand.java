package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleMethods;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.painting.FolderPlan;
import io.github.stylizer.examples.painting.OutputFile;
import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.film.PaintedFilm;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.image.ImageInfo;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Paints photos, folders of photos, or a film, in a style. */
@Command(
    name = "stylize",
    customSynopsis = {
      "stylize PHOTO --style STYLE[=WEIGHT]... [-o OUT] [OPTION...]",
      "       stylize PHOTO --model FILE [-o OUT] [OPTION...]",
      "       stylize PHOTO PHOTO... (--style ... | --model FILE) [-o FOLDER] [OPTION...]",
      "       stylize FILM (--style ... | --model FILE) [-o FILM] [--from TIME] [--to TIME]",
      "       stylize FOLDER (--style ... | --model FILE) [-o FOLDER] [OPTION...]",
      "       stylize styles [--sheet OUT]",
      "       stylize code PAINTING... -o FILE [OPTION...]",
      "       stylize export onnx (--style ... | --model FILE) -o FILE [OPTION...]",
      "       stylize train METHOD --content FOLDER --out FOLDER [OPTION...]",
      "       stylize window [PHOTO]",
      "       stylize serve [--port N]",
      "       stylize doctor"
    },
    description = {
      "",
      "Paints photos, every photo of a folder, or a film, in the style of a painting. For example:",
      "",
      "  stylize photo.jpg --style great-wave",
      "  stylize *.jpg --style great-wave -o painted",
      "  stylize clip.mp4 --style great-wave",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Other commands (each has its own --help):",
      "  stylize styles   List the bundled styles, or paint a photo in all of them.",
      "  stylize code     Save the styles of paintings as small files for --style.",
      "  stylize export   Write the network of a style as an ONNX file.",
      "  stylize train    Train a network: fastnet, metanet or encoder.",
      "  stylize window   Open a window: drop a photo, click a style, save the picture.",
      "  stylize serve    Paint over HTTP, with a page for browsers.",
      "  stylize doctor   Check this machine and report what is missing.",
      "",
      "Exit code: 0 success, 1 failure, 2 wrong usage, 130 stopped by Ctrl-C (gatys writes its best"
          + " result so far; a folder keeps the images that are done; a film is written as far as"
          + " it is painted)."
    })
final class StylizeCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "PHOTO",
      arity = "0..*",
      description =
          "Photos to paint, folders of photos, or one film, which needs ffmpeg. - reads a photo from"
              + " standard input.")
  private List<Path> photos = List.of();

  @Mixin private StyleOptions style;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description =
          "Image to write (default: PHOTO-STYLE.png in the current folder); its extension"
              + " determines the format. Overwritten if it exists. For a folder or"
              + " several photos, the output folder (default: PHOTO-STYLE for a folder, else the"
              + " current one), created if missing; images keep the photos' names, with .png where"
              + " the format cannot be written. - writes the image to standard output. For a film, the film to"
              + " write: .mp4, .mov, .mkv, .webm, .avi, .gif or .webp.")
  private Path output;

  @Option(
      names = "--format",
      paramLabel = "png|jpg|tif|webp",
      description =
          "Format of the image on standard output (default: png). webp needs a plug-in for ImageIO.")
  private @Nullable String format;

  @Mixin private ControlOptions controls;

  @Mixin private RegionOptions regions;

  @Mixin private FilmOptions filmOptions;

  @ArgGroup(exclusive = false)
  private @Nullable PreviewOptions preview;

  @Mixin private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final StandardStreams streams;
  private final PrintStream err;
  private final MethodOptions methods = new MethodOptions(StyleMethods.all());
  private Progress last = Progress.of("", 0, 0, Duration.ZERO);

  /** Options for previews. */
  static final class PreviewOptions {

    @Option(
        names = "--preview",
        paramLabel = "FOLDER",
        required = true,
        description =
            "Write intermediate results of gatys, or painted frames of a film, to this folder.")
    private Path folder;

    @Option(
        names = "--preview-every",
        paramLabel = "N",
        defaultValue = "25",
        description = "Evaluations, or frames, between two previews (default: ${DEFAULT-VALUE}).")
    private int every;
  }

  StylizeCommand(StandardStreams streams, PrintStream err, VerboseOption verbose) {
    this.streams = streams;
    this.err = err;
    this.verbose = verbose;
  }

  /** The command line, with the options of all methods on the class path. */
  CommandLine commandLine() {
    return methods.commandLine(this);
  }

  @Override
  public Integer call() throws IOException {
    if (photos.isEmpty() || photos.contains(Path.of(""))) {
      throw new ParameterException(
          spec.commandLine(),
          "missing photo and style, for example: stylize photo.jpg --style great-wave");
    }
    if (photos.stream().allMatch(photo -> !isStandard(photo) && Files.notExists(photo))) {
      throw new NoSuchFileException(photos.get(0).toString());
    }
    boolean film = isFilm();
    try (Stylizer stylizer = stylizer(film)) {
      if (film) {
        return paintFilm(stylizer);
      }
      return isIntoFolder() ? paintFolder(stylizer) : paintPhoto(stylizer);
    } finally {
      regions.close();
    }
  }

  private static boolean isStandard(@Nullable Path file) {
    return StandardStreams.NAME.equals(file);
  }

  private boolean isPiped() {
    return photos.contains(StandardStreams.NAME) || isStandard(output);
  }

  private boolean isIntoFolder() {
    Path photo = photos.get(0);
    return photos.size() > 1
        || (!isStandard(photo) && Files.isDirectory(photo))
        || (output != null && !isStandard(output) && namesFolder());
  }

  /** A pattern of a shell may fit a single photo. */
  private boolean namesFolder() {
    String given =
        spec.commandLine().getParseResult().matchedOption("--output").originalStringValues().get(0);
    return given.endsWith("/") || given.endsWith(File.separator) || Files.isDirectory(output);
  }

  /** Of an animation, which is a film and an image, the first frame can be painted. */
  private boolean isFilm() throws IOException {
    Path photo = photos.get(0);
    if (photos.size() > 1
        || isStandard(photo)
        || !Files.isRegularFile(photo)
        || !FilmStylizer.isFilm(photo)) {
      return false;
    }
    boolean toImage =
        output != null
            && (isStandard(output)
                || (ImageEncoder.supports(output) && !FilmStylizer.supports(output)));
    return !(toImage && ImageDecoder.isImage(photo));
  }

  private void checkOptions(boolean film) {
    filmOptions.check(photos.get(0), film);
    style.check(methods);
    controls.check(style.choosesMethod(methods));
    regions.check();
    controls.checkMetadata(film);
    if (preview != null && preview.every < 1) {
      throw new IllegalArgumentException(
          "--preview-every must be at least 1, but is " + preview.every);
    }
    if (preview != null && !film && isIntoFolder()) {
      throw new IllegalArgumentException(
          "--preview needs a single photo, but "
              + (photos.size() > 1
                  ? photos.size() + " are given"
                  : photos.get(0) + " is painted into a folder"));
    }
    if (film && controls.depth() != 8) {
      throw new IllegalArgumentException(
          "--depth is for photos, but " + photos.get(0) + " is a film");
    }
    if (output != null && !film && !isPiped() && !isIntoFolder() && controls.depth() != 8) {
      ImageEncoder.requireSupported(output, controls.depth());
    }
    checkPipe(film);
  }

  private String extension() {
    return format == null ? "png" : format;
  }

  private void checkPipe(boolean film) {
    if (isPiped() && (film || isIntoFolder())) {
      throw new IllegalArgumentException(
          "- stands for a single photo and its picture: it cannot be combined with "
              + (film ? "a film" : "several photos or a folder"));
    }
    if (isPiped() && output == null) {
      throw new IllegalArgumentException(
          "standard input has no name: use -o with the file to write, or -o - for standard output");
    }
    if (format != null && !isStandard(output)) {
      throw new IllegalArgumentException(
          "--format is for -o -: otherwise the extension of OUT determines the format");
    }
    if (isStandard(output)) {
      ImageEncoder.requireSupported(Path.of("standard output." + extension()), controls.depth());
    }
  }

  /** Creates the stylizer. Options that cannot be combined are wrong usage. */
  private Stylizer stylizer(boolean film) throws IOException {
    try {
      checkOptions(film);
      Stylizer stylizer = controls.with(style.stylizer(methods));
      return regions.with(stylizer, style, methods);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<Path> styleFiles() {
    List<Path> files = new ArrayList<>(style.files());
    files.addAll(methods.files());
    files.addAll(regions.files());
    files.addAll(controls.files());
    return files;
  }

  private int paintPhoto(Stylizer stylizer) throws IOException {
    Path photo = photos.get(0);
    if (output == null) {
      output = OutputFile.named(photo, style.names(), ".png");
    }
    long began = System.nanoTime();
    List<Path> inputs = styleFiles();
    if (!isStandard(photo)) {
      inputs.add(photo);
    }
    if (!isStandard(output)) {
      OutputFile.check(output, inputs);
    }
    if (preview != null) {
      PreviewFolder.make(preview.folder, inputs);
    }
    try (ProgressDisplay display = ProgressDisplay.on(err)) {
      Stylizer listening = stylizer.onProgress(listener(display));
      if (isPiped()) {
        String written =
            isStandard(output) ? extension() : OutputFile.extension(output).substring(1);
        new PipedPhoto(photo, output, written, streams).paint(listening);
      } else {
        listening.apply(photo, output);
      }
    }
    boolean stopped = Thread.interrupted();
    report(Duration.ofNanos(System.nanoTime() - began));
    return stopped ? Main.STOPPED : Main.DONE;
  }

  private int paintFilm(Stylizer stylizer) throws IOException {
    Path photo = photos.get(0);
    if (output == null) {
      String extension = FilmStylizer.supports(photo) ? OutputFile.extension(photo) : ".mp4";
      output = OutputFile.named(photo, style.names(), extension);
    }
    List<Path> inputs = styleFiles();
    inputs.add(photo);
    OutputFile.requireOther(output, inputs, "-o");
    if (preview != null) {
      PreviewFolder.make(preview.folder, inputs);
    }
    FilmStylizer films = filmOptions.with(FilmStylizer.of(stylizer));
    PaintedFilm film;
    long began = System.nanoTime();
    try (ProgressDisplay display = ProgressDisplay.on(err)) {
      film = films.onProgress(listener(display)).apply(photo, output);
    }
    Thread.interrupted(); // an incomplete film says so, too
    film.remarks().forEach(remark -> err.println("stylize: " + photo + ": " + remark));
    err.println(
        "stylize: wrote "
            + output
            + String.format(Locale.ROOT, " (%d frames, ", film.frames())
            + Text.duration(film.length())
            + ") after "
            + Text.duration(Duration.ofNanos(System.nanoTime() - began))
            + (film.complete() ? "" : ": interrupted; the same command goes on from there"));
    return film.complete() ? Main.DONE : Main.STOPPED;
  }

  private int paintFolder(Stylizer stylizer) throws IOException {
    FolderPlan plan = folderPlan();
    try (ProgressDisplay display = ProgressDisplay.on(err)) {
      // A style that cannot be read fails here, before the folder is created.
      stylizer.onProgress(display).prepare();
      OutputFile.makeFolder(plan.output(), "-o");
      FolderPlan.checkWritable(plan.jobs());
      FolderRun run = new FolderRun(plan, stylizer, display);
      run.run();
      return run.finish(err, verbose.isGiven());
    }
  }

  private FolderPlan folderPlan() throws IOException {
    if (output == null && photos.size() > 1) {
      return FolderPlan.ofDefaultNames(photos, style.names(), styleFiles());
    }
    Path folder = output == null ? OutputFile.named(photos.get(0), style.names(), "") : output;
    return FolderPlan.of(photos, folder, styleFiles(), controls.depth());
  }

  private ProgressListener listener(ProgressDisplay display) {
    ProgressListener previews =
        preview == null ? ProgressListener.NONE : new PreviewFolder(preview.folder, preview.every);
    return progress -> {
      last = progress;
      // A photo painted in one pass is mostly done before anyone could read its progress.
      if (progress.total() != 1 || !progress.losses().isEmpty()) {
        display.onProgress(progress);
      }
      previews.onProgress(progress);
    };
  }

  private void report(Duration elapsed) throws IOException {
    String why = last.stopped().map(reason -> ": " + reason).orElse("");
    err.println("stylize: wrote " + written() + " after " + Text.duration(elapsed) + why);
  }

  private String written() throws IOException {
    if (isStandard(output)) {
      return StandardStreams.OUTPUT;
    }
    ImageInfo painted = ImageDecoder.standard().info(output);
    return output + " (" + painted.width() + "x" + painted.height() + ")";
  }
}
