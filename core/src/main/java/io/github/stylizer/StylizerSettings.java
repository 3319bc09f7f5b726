package io.github.stylizer;

import io.github.stylizer.internal.image.ImageResize;
import java.awt.Dimension;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Stylizer} does with its style.
 *
 * @param longerSide of the result in pixels; 0 to keep that of the photo
 * @param mayEnlarge whether a smaller photo is enlarged to the longer side
 * @param strength from 0, the photo, to 1, the full style
 * @param colors how to keep the photo's colors; null to use those of the style
 * @param precision what to compute with; null for the model's default
 * @param maxMemory for painting, in bytes; 0 for a share of what is free
 * @param passes of which the picture is the mean
 * @param wrapped whether the left and the right edge meet
 * @param depth bits per channel of the result, 8 or 16
 * @param refinement of the painted picture
 * @param listener receives progress
 */
record StylizerSettings(
    int longerSide,
    boolean mayEnlarge,
    double strength,
    @Nullable ColorPreservation colors,
    @Nullable Precision precision,
    long maxMemory,
    int passes,
    boolean wrapped,
    int depth,
    Refinement refinement,
    ProgressListener listener) {
  static final StylizerSettings DEFAULT =
      new StylizerSettings(
          0, false, 1, null, null, 0, 1, false, 8, Refinement.NONE, ProgressListener.NONE);

  StylizerSettings longerSide(int pixels, boolean enlarge) {
    if (pixels < 1) {
      throw new IllegalArgumentException("the size must be at least 1 pixel, but is " + pixels);
    }
    return new StylizerSettings(
        pixels,
        enlarge,
        strength,
        colors,
        precision,
        maxMemory,
        passes,
        wrapped,
        depth,
        refinement,
        listener);
  }

  /** Whether the result has the size of a photo. */
  boolean keepSize(int width, int height) {
    int longer = Math.max(width, height);
    return longerSide == 0 || longer == longerSide || (longer < longerSide && !mayEnlarge);
  }

  /** Returns the size of the picture of a photo. */
  Dimension sizeOf(int width, int height) {
    return keepSize(width, height)
        ? new Dimension(width, height)
        : ImageResize.longerSide(width, height, longerSide);
  }

  StylizerSettings strength(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the strength must be from 0 to 1, but is " + share);
    }
    return new StylizerSettings(
        longerSide,
        mayEnlarge,
        share,
        colors,
        precision,
        maxMemory,
        passes,
        wrapped,
        depth,
        refinement,
        listener);
  }

  StylizerSettings colors(ColorPreservation kept) {
    Objects.requireNonNull(kept, "preservation");
    return new StylizerSettings(
        longerSide,
        mayEnlarge,
        strength,
        kept,
        precision,
        maxMemory,
        passes,
        wrapped,
        depth,
        refinement,
        listener);
  }

  StylizerSettings precision(Precision computed) {
    Objects.requireNonNull(computed, "computed");
    return new StylizerSettings(
        longerSide,
        mayEnlarge,
        strength,
        colors,
        computed,
        maxMemory,
        passes,
        wrapped,
        depth,
        refinement,
        listener);
  }

  StylizerSettings maxMemory(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("maxMemory must be at least 1 byte, but is " + bytes);
    }
    return new StylizerSettings(
        longerSide,
        mayEnlarge,
        strength,
        colors,
        precision,
        bytes,
        passes,
        wrapped,
        depth,
        refinement,
        listener);
  }

  StylizerSettings passes(int count) {
    if (count < 1 || count > SmoothedModel.MAXIMUM_PASSES) {
      throw new IllegalArgumentException(
          "the passes must be from 1 to " + SmoothedModel.MAXIMUM_PASSES + ", but are " + count);
    }
    return new StylizerSettings(
        longerSide,
        mayEnlarge,
        strength,
        colors,
        precision,
        maxMemory,
        count,
        wrapped,
        depth,
        refinement,
        listener);
  }

  StylizerSettings wrapped(boolean around) {
    return new StylizerSettings(
        longerSide,
        mayEnlarge,
        strength,
        colors,
        precision,
        maxMemory,
        passes,
        around,
        depth,
        refinement,
        listener);
  }

  StylizerSettings depth(int bits) {
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("the depth must be 8 or 16, but is " + bits);
    }
    return new StylizerSettings(
        longerSide,
        mayEnlarge,
        strength,
        colors,
        precision,
        maxMemory,
        passes,
        wrapped,
        bits,
        refinement,
        listener);
  }

  StylizerSettings refinement(Refinement refined) {
    return new StylizerSettings(
        longerSide,
        mayEnlarge,
        strength,
        colors,
        precision,
        maxMemory,
        passes,
        wrapped,
        depth,
        refined,
        listener);
  }

  StylizerSettings listener(ProgressListener receiver) {
    Objects.requireNonNull(receiver, "progressListener");
    return new StylizerSettings(
        longerSide,
        mayEnlarge,
        strength,
        colors,
        precision,
        maxMemory,
        passes,
        wrapped,
        depth,
        refinement,
        receiver);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (longerSide != 0) {
      text.append(mayEnlarge ? ", size=" : ", maxSize=").append(longerSide);
    }
    if (strength != 1) {
      text.append(", strength=").append(strength);
    }
    if (colors != null) {
      text.append(", preserveColors=").append(colors);
    }
    if (precision != null) {
      text.append(", precision=").append(precision);
    }
    if (maxMemory != 0) {
      text.append(", maxMemory=").append(maxMemory);
    }
    if (passes != 1) {
      text.append(", smooth=").append(passes);
    }
    if (wrapped) {
      text.append(", wrap");
    }
    if (depth != 8) {
      text.append(", depth=").append(depth);
    }
    if (!refinement.isNone()) {
      text.append(", refine=").append(refinement.steps());
    }
    return text.toString();
  }
}
