package io.github.stylizer;

import io.github.stylizer.internal.io.LibraryVersion;
import io.github.stylizer.internal.refine.PaintingColors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A style that is prepared on first use and freed when its last {@link Holder} is released.
 * Stylizers that differ only in settings share one; each has a holder of its own.
 */
final class LazyStyle {
  /** Characters of the names of a blend in metadata. */
  private static final int MOST_NAMES = 200;

  private final List<Style> styles;
  private final @Nullable StyleMethod method;
  private final boolean givenAsModel;
  // Held while the style is prepared, which may take minutes.
  private final ReentrantLock preparing = new ReentrantLock();
  private @Nullable StyleModel model;
  private volatile @Nullable List<Style.Painting> paintings;
  private volatile @Nullable PaintingColors colors;
  private int holders;

  /** A right to use the style. Must not refer to its stylizer, or Cleaner would never run it. */
  final class Holder implements Runnable {
    private boolean counted = givenAsModel;
    private boolean released;

    /** Releases the style, and frees it if this was the last holder. */
    @Override
    public void run() {
      StyleModel free = null;
      synchronized (LazyStyle.this) {
        if (!released && counted && --holders == 0) {
          free = model;
          model = null;
        }
        released = true;
      }
      if (free != null) {
        free.close();
      }
    }

    void requireOpen() {
      synchronized (LazyStyle.this) {
        if (released) {
          throw closed();
        }
      }
    }

    private static IllegalStateException closed() {
      return new IllegalStateException("this stylizer is closed");
    }

    /** Returns the model, and counts this holder; null if it is not prepared yet. */
    private @Nullable StyleModel use() {
      synchronized (LazyStyle.this) {
        requireOpen();
        if (model != null && !counted) {
          counted = true;
          holders++;
        }
        return model;
      }
    }

    /** Keeps and returns a model that was prepared for this holder, and counts this holder. */
    private StyleModel keep(StyleModel prepared) {
      synchronized (LazyStyle.this) {
        if (!released) {
          model = prepared;
          counted = true;
          holders++;
          return prepared;
        }
      }
      prepared.close();
      throw closed();
    }

    LazyStyle style() {
      return LazyStyle.this;
    }

    /**
     * Returns the model, preparing it if necessary. It belongs to the style.
     *
     * @throws PaintingInterruptedException if the thread is interrupted while another one prepares
     */
    StyleModel model(ProgressListener listener) throws IOException {
      StyleModel ready = use();
      if (ready != null) {
        return ready;
      }
      try {
        preparing.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PaintingInterruptedException(
            "interrupted while waiting for another thread to prepare the style", e);
      }
      try {
        ready = use();
        return ready == null ? keep(prepared(read(), listener)) : ready;
      } finally {
        preparing.unlock();
      }
    }

    /**
     * Prepares other paintings with the method of this style.
     *
     * @return the model, which the caller closes
     */
    StyleModel model(List<Style.Painting> paintings, ProgressListener listener) throws IOException {
      requireOpen();
      return prepared(List.copyOf(paintings), listener);
    }

    /**
     * Prepares a mixture of this style and paintings, with the method of this style.
     *
     * @param share of this style, 0 … 1; the paintings have the rest
     * @return the model, which the caller closes
     */
    StyleModel mixture(double share, List<Style.Painting> paintings, ProgressListener listener)
        throws IOException {
      requireOpen();
      List<Style> mixed = new ArrayList<>(weighted(read(), share));
      mixed.addAll(weighted(paintings, 1 - share));
      return prepared(mixed, listener);
    }

    /**
     * Returns the paintings of the style. They are read once, and kept as long as the style.
     *
     * @param purpose what needs them, for the message
     * @throws IllegalStateException if the style has none
     */
    List<Style.Painting> paintings(String purpose) throws IOException {
      requireOpen();
      List<Style.Painting> known = paintings;
      if (known == null) {
        known = readPaintings(purpose);
        paintings = known;
      }
      return known;
    }

    /**
     * Returns the colors of the paintings together, which are measured once.
     *
     * @param purpose what needs them, for the message
     * @throws IllegalStateException if the style has no paintings
     */
    PaintingColors colors(String purpose) throws IOException {
      requireOpen();
      PaintingColors known = colors;
      if (known == null) {
        known = PaintingColors.of(paintings(purpose));
        colors = known;
      }
      return known;
    }
  }

  private LazyStyle(List<Style> styles, @Nullable StyleMethod method, @Nullable StyleModel model) {
    this.styles = styles;
    this.method = method;
    this.model = model;
    this.givenAsModel = model != null;
  }

  /**
   * Makes a style that is not prepared yet.
   *
   * @param styles with weights above 0
   */
  static LazyStyle of(List<Style> styles) {
    return new LazyStyle(styles, null, null);
  }

  /** Makes a style of a model, and takes ownership of it. */
  static LazyStyle of(StyleModel model) {
    return new LazyStyle(List.of(), null, model);
  }

  LazyStyle with(StyleMethod other) {
    if (givenAsModel) {
      throw new IllegalStateException("a StyleModel cannot be combined with a method");
    }
    return new LazyStyle(styles, other, null);
  }

  /**
   * Checks that the method supports a precision, if a method was chosen.
   *
   * @param precision null for the method's default
   * @throws IllegalArgumentException if it does not
   */
  void requireSupport(@Nullable Precision precision) {
    if (method != null && precision != null && !method.supports(precision)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "the method %s does not support %s", method.name(), precision));
    }
  }

  /** Makes a holder. For a given model it counts at once, since that cannot be prepared again. */
  synchronized Holder hold() {
    Holder holder = new Holder();
    holders += givenAsModel ? 1 : 0;
    return holder;
  }

  /**
   * Checks that the style has paintings, as far as possible without reading a file of the user.
   *
   * @param purpose what needs them, for the message
   * @throws IllegalStateException if it has not
   */
  void requirePaintings(String purpose) {
    if (givenAsModel) {
      throw new IllegalStateException(
          purpose
              + " needs the painting, but the style is a trained model: use a painting instead");
    }
    for (Style style : styles) {
      if (style instanceof Style.File file) {
        if (StyleFile.isNamedAsCode(file.path())) {
          throw noPainting(style, purpose);
        }
      } else {
        requirePainting(style, purpose);
      }
    }
  }

  /** The same styles with these weights in total. */
  private static List<Style> weighted(List<? extends Style> styles, double total) {
    double[] shares = BlendWeights.shares(styles.stream().map(Style::weight).toList());
    List<Style> weighted = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      weighted.add(styles.get(i).weight(shares[i] * total));
    }
    return weighted;
  }

  /**
   * Checks that the style is not a trained model, which has no other one between it and a photo.
   *
   * @param purpose what needs a style, for the message
   * @throws IllegalStateException if it is a model
   */
  void requireNoModel(String purpose) {
    if (givenAsModel) {
      throw new IllegalStateException(
          purpose
              + " needs a painting, its code or a bundled style, but the style is a trained model");
    }
  }

  /** The files of the styles. */
  List<Path> files() {
    return styles.stream()
        .filter(Style.File.class::isInstance)
        .map(style -> ((Style.File) style).path())
        .toList();
  }

  /** What makes pictures in this style, for their metadata: this library and bundled styles. */
  String software() {
    String names =
        styles.stream()
            .filter(Style.Bundled.class::isInstance)
            .map(Style::toString)
            .collect(Collectors.joining(" + "));
    String library = "Stylizer " + LibraryVersion.get();
    String all = library + " (" + names.replaceAll("[^ -~]", "?") + ")";
    return names.isEmpty() || all.length() > MOST_NAMES ? library : all;
  }

  private static void requirePainting(Style style, String purpose) {
    try {
      painting(style, purpose);
    } catch (IOException e) {
      throw FileErrors.of(e);
    }
  }

  private List<Style.Painting> readPaintings(String purpose) throws IOException {
    requirePaintings(purpose);
    List<Style.Painting> read = new ArrayList<>();
    for (Style style : read()) {
      read.add(painting(style, purpose));
    }
    return List.copyOf(read);
  }

  /** The painting of a style that is no file. */
  private static Style.Painting painting(Style style, String purpose) throws IOException {
    if (withTexture(style) instanceof Style.Painting painting) {
      return painting;
    }
    throw noPainting(style, purpose);
  }

  /** Returns a bundled style as the picture that stands for it, if there is one. */
  private static Style withTexture(Style style) throws IOException {
    if (style instanceof Style.Bundled bundled) {
      Optional<BufferedImage> texture = StyleMethods.texture(bundled.name());
      if (texture.isPresent()) {
        return new Style.Painting(texture.get(), style.weight());
      }
    }
    return style;
  }

  private static IllegalStateException noPainting(Style style, String purpose) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "%s needs the painting, but of '%s' there are only numbers; use the painting itself",
            purpose,
            style));
  }

  private List<Style> read() throws IOException {
    List<Style> read = new ArrayList<>();
    for (Style style : styles) {
      read.add(style instanceof Style.File file ? StyleFile.read(file) : style);
    }
    return read;
  }

  private StyleModel prepared(List<Style> read, ProgressListener listener) throws IOException {
    StyleMethod chosen = method == null ? StyleMethods.accepting(read) : method;
    return chosen.prepare(withTextures(read, chosen), listener);
  }

  /** Gives a method that does not have the bundled styles the pictures that stand for them. */
  private static List<Style> withTextures(List<Style> styles, StyleMethod method)
      throws IOException {
    if (method.accepts(styles)) {
      return styles;
    }
    List<Style> replaced = new ArrayList<>();
    for (Style style : styles) {
      replaced.add(withTexture(style));
    }
    return replaced;
  }

  @Override
  public String toString() {
    if (givenAsModel) {
      return "model";
    }
    StringBuilder text = new StringBuilder();
    for (Style style : styles) {
      text.append(text.isEmpty() ? "" : " + ").append(style);
      if (styles.size() > 1) {
        text.append(" x ").append(style.weight());
      }
    }
    return method == null ? text.toString() : text + ", method=" + method.name();
  }
}
