package io.github.stylizer;

import io.github.stylizer.internal.image.ColorTransfer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A style that is prepared on first use and freed when its last {@link Holder} is released.
 * Stylizers that differ only in settings share one; each has a holder of its own.
 */
final class LazyStyle {
  private final List<Style> styles;
  private final @Nullable StyleMethod method;
  private final boolean givenAsModel;
  // Held while the style is prepared, which may take minutes.
  private final ReentrantLock preparing = new ReentrantLock();
  private @Nullable StyleModel model;
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

    /** Prepares the style in the colors of a photo. The caller closes the model. */
    StyleModel recolored(BufferedImage photo, ProgressListener listener) throws IOException {
      requireOpen();
      List<Style> recolored = new ArrayList<>();
      for (Style style : read()) {
        if (!(style instanceof Style.Painting painting)) {
          throw notPaintings();
        }
        BufferedImage matched = ColorTransfer.matched(painting.image(), photo);
        recolored.add(new Style.Painting(matched, style.weight()));
      }
      return prepared(recolored, listener);
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
          "the method %s does not support %s".formatted(method.name(), precision));
    }
  }

  /** Makes a holder. For a given model it counts at once, since that cannot be prepared again. */
  synchronized Holder hold() {
    Holder holder = new Holder();
    holders += givenAsModel ? 1 : 0;
    return holder;
  }

  /**
   * Checks that the style can be recolored, as far as possible without reading a file.
   *
   * @throws IllegalStateException if it cannot
   */
  void requirePaintings() {
    if (givenAsModel || styles.stream().anyMatch(LazyStyle::isNoPainting)) {
      throw notPaintings();
    }
  }

  private static boolean isNoPainting(Style style) {
    return style instanceof Style.Code
        || style instanceof Style.Bundled
        || (style instanceof Style.File file && StyleFile.isNamedAsCode(file.path()));
  }

  private static IllegalStateException notPaintings() {
    return new IllegalStateException(
        "MATCHED_STYLE needs paintings to recolor, but this style has been computed already; use"
            + " the painting itself, or LUMINANCE");
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
    return chosen.prepare(read, listener);
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
