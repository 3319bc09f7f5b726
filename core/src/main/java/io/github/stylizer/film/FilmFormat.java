package io.github.stylizer.film;

import io.github.stylizer.internal.io.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of film files that can be written, and how. */
enum FilmFormat {
  MP4("mp4", Video.H264, "aac", "mov_text", "mp4", "m4v"),
  MOV("mov", Video.H264, "aac", "mov_text", "mov"),
  MATROSKA("matroska", Video.H264, "aac", "srt", "mkv"),
  WEBM("webm", Video.VP9, "libopus", "webvtt", "webm"),
  AVI("avi", Video.H264, "aac", "", "avi"),
  GIF("gif", Video.LOSSLESS, "", "", "gif"),
  WEBP("webp", Video.LOSSLESS, "", "", "webp");

  /**
   * An encoder and its options. None has B-frames or looks ahead: what has been painted is in the
   * file at once, and pieces can be joined.
   */
  record Encoder(String name, String pixels, String... options) {}

  /** How frames are stored. */
  private enum Video {
    H264(
        new Encoder(
            "libx264",
            "yuv420p",
            "-preset",
            "veryfast",
            "-crf",
            "17",
            "-bf",
            "0",
            "-rc-lookahead",
            "0"),
        new Encoder("libopenh264", "yuv420p", "-rc_mode", "off", "-qmin", "16", "-qmax", "20"),
        new Encoder("mpeg4", "yuv420p", "-q:v", "2", "-bf", "0")),
    VP9(
        new Encoder(
            "libvpx-vp9",
            "yuv420p",
            "-crf",
            "24",
            "-b:v",
            "0",
            "-deadline",
            "realtime",
            "-cpu-used",
            "5",
            "-row-mt",
            "1",
            "-lag-in-frames",
            "0"),
        new Encoder("libvpx", "yuv420p", "-crf", "8", "-b:v", "8M", "-deadline", "realtime")),
    LOSSLESS(new Encoder("ffv1", "bgr0"));

    private final List<Encoder> encoders;

    Video(Encoder... encoders) {
      this.encoders = List.of(encoders);
    }
  }

  private final String muxer;
  private final Video video;
  private final String sound;
  private final String subtitles;
  private final List<String> extensions;

  FilmFormat(String muxer, Video video, String sound, String subtitles, String... extensions) {
    this.muxer = muxer;
    this.video = video;
    this.sound = sound;
    this.subtitles = subtitles;
    this.extensions = List.of(extensions);
  }

  /** Returns the format of a file; empty if its extension names none. */
  static Optional<FilmFormat> named(Path file) {
    Path name = file.getFileName();
    String text = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(
            format ->
                format.extensions.stream().anyMatch(extension -> text.endsWith("." + extension)))
        .findFirst();
  }

  /**
   * Returns the format of a file to be written.
   *
   * @throws IllegalArgumentException if its extension names none
   */
  static FilmFormat of(Path file) {
    return named(file)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    OneLine.of(
                        file
                            + ": a film can be written as .mp4, .m4v, .mov, .mkv, .webm, .avi,"
                            + " .gif or .webp")));
  }

  /** ffmpeg's name for it. */
  String muxer() {
    return muxer;
  }

  /** Whether frames are stored exactly, and turned into the format at the end. */
  boolean isAnimation() {
    return video == Video.LOSSLESS;
  }

  /** Encoders for the frames, the best first. */
  List<Encoder> encoders() {
    return video.encoders;
  }

  /**
   * Returns the best encoder that a program has.
   *
   * @throws IOException if it has none
   */
  Encoder encoder(Ffmpeg ffmpeg) throws IOException {
    List<String> found = ffmpeg.encoders(encoders().stream().map(Encoder::name).toList());
    return encoders().stream()
        .filter(candidate -> found.contains(candidate.name()))
        .findFirst()
        .orElseThrow(
            () -> new IOException("this ffmpeg cannot write " + muxer + "; use another format"));
  }

  /**
   * Returns the encoder of that name.
   *
   * @throws IOException if a program does not have it
   */
  Encoder encoder(Ffmpeg ffmpeg, String name) throws IOException {
    for (Encoder encoder : encoders()) {
      if (encoder.name().equals(name) && !ffmpeg.encoders(List.of(name)).isEmpty()) {
        return encoder;
      }
    }
    throw new IOException(
        ffmpeg.program()
            + " has no encoder "
            + name
            + ", which the rest of the film is written by");
  }

  /** An encoder for sound that the format cannot take as it is; empty if it has no sound. */
  String sound() {
    return sound;
  }

  /** An encoder for subtitles; empty if it has none. */
  String subtitles() {
    return subtitles;
  }
}
