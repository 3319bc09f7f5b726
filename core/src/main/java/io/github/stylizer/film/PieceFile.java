package io.github.stylizer.film;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a film with all that is needed to paint it: a ZIP file of its video as it was stored,
 * the plan, and what the noise filter remembers of the frames before.
 */
final class PieceFile implements AutoCloseable {
  private static final String PLAN = "plan";
  private static final String NOISE = "noise";
  private static final String FILM = "film";

  private final ZipFile zip;

  private PieceFile(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * Writes a piece.
   *
   * @param noise null if a shot begins with the piece
   */
  static void write(Path file, PiecePlan plan, @Nullable Path noise, Path film) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry(PLAN));
      DataOutputStream out = new DataOutputStream(zip);
      plan.write(out);
      out.flush();
      if (noise != null) {
        zip.putNextEntry(new ZipEntry(NOISE));
        Files.copy(noise, zip);
      }
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry(FILM));
      Files.copy(film, zip);
    }
  }

  static PieceFile open(Path file) throws IOException {
    return new PieceFile(new ZipFile(file.toFile()));
  }

  PiecePlan plan() throws IOException {
    try (DataInputStream in = new DataInputStream(entry(PLAN))) {
      return PiecePlan.read(in);
    }
  }

  /** The filter as it is where the piece begins. */
  NoiseFilter filter(PiecePlan plan) throws IOException {
    NoiseFilter filter = new NoiseFilter(plan.noise());
    if (zip.getEntry(NOISE) != null) {
      try (InputStream in = entry(NOISE)) {
        filter.restore(in);
      }
    }
    return filter;
  }

  /** Writes the video to a file. */
  void extract(Path film) throws IOException {
    try (InputStream in = entry(FILM)) {
      Files.copy(in, film);
    }
  }

  private InputStream entry(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FileNotFoundException("is no piece of a film: it has no entry '" + name + "'");
    }
    return zip.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
