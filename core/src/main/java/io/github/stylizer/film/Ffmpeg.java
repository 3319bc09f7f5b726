package io.github.stylizer.film;

import io.github.stylizer.internal.io.OneLine;
import io.github.stylizer.internal.io.Settings;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ffmpeg program that reads and writes films.
 *
 * @param program its path
 */
record Ffmpeg(String program) {
  static final String PROPERTY = "stylizer.ffmpeg";
  static final String VARIABLE = "STYLIZER_FFMPEG";

  /** Messages at the level "error" only, no banner, and nothing read from our standard input. */
  static final List<String> QUIET = List.of("-nostdin", "-hide_banner", "-loglevel", "error");

  /**
   * For every file that is read: no network, and no format that names other files, such as
   * playlists, which would let a film read whatever this user can.
   */
  static final List<String> CONFINED =
      List.of(
          "-protocol_whitelist",
          "file,pipe",
          "-format_whitelist",
          "mov,matroska,avi,gif,apng,mpegts,mpeg,mpegvideo,flv,ogg,asf,h264,hevc,ivf,mxf,dv,wtv,nut");

  private static final String LOADER = "org.bytedeco.javacpp.Loader";
  private static final String BUNDLED = "org.bytedeco.ffmpeg.ffmpeg";

  /**
   * Finds the program: the one that the system property {@link #PROPERTY} or the environment
   * variable {@link #VARIABLE} names, else the one on the PATH, else bytedeco's on the class path.
   *
   * @throws IOException if there is none; the message says what to do
   */
  static Ffmpeg find(Settings settings) throws IOException {
    return find(settings, Ffmpeg::onClassPath);
  }

  /** Looks for the program on the class path. */
  interface ClassPath {
    @Nullable String program() throws IOException;
  }

  static Ffmpeg find(Settings settings, ClassPath classPath) throws IOException {
    Optional<String> named = settings.property(PROPERTY).or(() -> settings.variable(VARIABLE));
    if (named.isPresent()) {
      if (!Files.isExecutable(Path.of(named.get()))) {
        throw new IOException(
            OneLine.of(
                named.get() + ": is no program; " + PROPERTY + " must be the path of ffmpeg"));
      }
      return new Ffmpeg(named.get());
    }
    Path installed = onPath(settings.variable("PATH").orElse(""));
    if (installed != null) {
      return new Ffmpeg(installed.toString());
    }
    String bundled = classPath.program();
    if (bundled == null) {
      throw new IOException(
          "films need ffmpeg 5.1 or newer, which was not found: install it, name it in "
              + VARIABLE
              + ", or put org.bytedeco:ffmpeg with its natives on the class path");
    }
    return new Ffmpeg(bundled);
  }

  private static @Nullable Path onPath(String path) {
    for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
      for (String name : List.of("ffmpeg", "ffmpeg.exe")) {
        Path file = folder.isEmpty() ? null : Path.of(folder, name);
        if (file != null && Files.isRegularFile(file) && Files.isExecutable(file)) {
          return file;
        }
      }
    }
    return null;
  }

  /** JavaCPP unpacks the program and the libraries beside it on first use. */
  private static @Nullable String onClassPath() throws IOException {
    try {
      Class<?> bundled = Class.forName(BUNDLED);
      Object path = Class.forName(LOADER).getMethod("load", Class.class).invoke(null, bundled);
      return path == null ? null : path.toString();
    } catch (ClassNotFoundException e) {
      return null;
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          OneLine.of("the ffmpeg of org.bytedeco cannot be unpacked: " + reason), e);
    }
  }

  /** A file name that is taken for neither an option nor a protocol. */
  static String url(Path file) {
    return "file:" + file.toAbsolutePath();
  }

  /** The program with arguments. */
  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.addAll(arguments);
    return command;
  }

  /**
   * Runs to the end.
   *
   * @return what it wrote to its standard output
   * @throws IOException if it fails; the message is its last one
   */
  String run(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(QUIET);
    all.addAll(arguments);
    try (FfmpegProcess process = new FfmpegProcess(command(all), line -> false)) {
      process.stdin().close();
      try (InputStream out = process.stdout()) {
        String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        process.requireSuccess();
        return said;
      }
    }
  }

  /** Which of these encoders it has, in the given order. */
  List<String> encoders(List<String> wanted) throws IOException {
    String said = run(List.of("-encoders"));
    return wanted.stream()
        .filter(
            name ->
                Pattern.compile(String.format(Locale.ROOT, "(?m)^ \\S+ %s ", Pattern.quote(name)))
                    .matcher(said)
                    .find())
        .toList();
  }
}
