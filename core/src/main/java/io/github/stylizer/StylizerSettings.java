package io.github.stylizer;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.image.ColorStatistics;
import io.github.stylizer.internal.image.DeepImage;
import io.github.stylizer.internal.image.ImageResize;
import java.awt.Dimension;
import java.awt.Point;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a {@link Stylizer} does with its style. Immutable: every setting gives a changed copy. */
final class StylizerSettings {
  private static final double MOST_STROKES = 8;
  private static final String AMOUNT = "amount of colors";

  static final StylizerSettings DEFAULT = new StylizerSettings();

  private int longerSide;
  private boolean mayEnlarge;
  private double strength = 1;
  private double styleStrength = 1;
  private @Nullable ColorPreservation colors;
  private double kept = 1;
  private @Nullable Precision precision;
  private long maxMemory;
  private int passes = 1;
  private boolean wrapped;
  private Point origin = new Point();
  private Refinement refinement = Refinement.NONE;
  private double strokes = 1;
  private @Nullable ColorStatistics palette;
  private double given = 1;
  private double matched;
  private @Nullable Mask mask;
  private Map<Mask, Stylizer> regions = Map.of();
  private @Nullable Boolean keepAlpha;
  private int depth = 8;
  private MetadataPolicy metadata = MetadataPolicy.KEEP;
  private boolean complete;
  private ProgressListener listener = ProgressListener.NONE;

  private StylizerSettings() {}

  private StylizerSettings with(Consumer<StylizerSettings> change) {
    StylizerSettings copy = new StylizerSettings();
    copy.longerSide = longerSide;
    copy.mayEnlarge = mayEnlarge;
    copy.strength = strength;
    copy.styleStrength = styleStrength;
    copy.colors = colors;
    copy.kept = kept;
    copy.precision = precision;
    copy.maxMemory = maxMemory;
    copy.passes = passes;
    copy.wrapped = wrapped;
    copy.origin = origin;
    copy.refinement = refinement;
    copy.strokes = strokes;
    copy.palette = palette;
    copy.given = given;
    copy.matched = matched;
    copy.mask = mask;
    copy.regions = regions;
    copy.keepAlpha = keepAlpha;
    copy.depth = depth;
    copy.metadata = metadata;
    copy.complete = complete;
    copy.listener = listener;
    change.accept(copy);
    return copy;
  }

  /** Of the result in pixels; 0 to keep that of the photo. */
  int longerSide() {
    return longerSide;
  }

  StylizerSettings longerSide(int pixels, boolean enlarge) {
    if (pixels < 1) {
      throw new IllegalArgumentException("the size must be at least 1 pixel, but is " + pixels);
    }
    return with(
        copy -> {
          copy.longerSide = pixels;
          copy.mayEnlarge = enlarge;
        });
  }

  /** Returns the size of the picture of a photo. */
  Dimension sizeOf(int width, int height) {
    return keepSize(width, height)
        ? new Dimension(width, height)
        : ImageResize.longerSide(width, height, longerSide);
  }

  /** Whether the result has the size of a photo. */
  boolean keepSize(int width, int height) {
    int longer = Math.max(width, height);
    return longerSide == 0 || longer == longerSide || (longer < longerSide && !mayEnlarge);
  }

  /** From 0, the photo, to 1, the full style. */
  double strength() {
    return strength;
  }

  StylizerSettings strength(double share) {
    requireShare("strength", share);
    return with(copy -> copy.strength = share);
  }

  /** From 0, the style of the photo, to 1, that of the painting. */
  double styleStrength() {
    return styleStrength;
  }

  StylizerSettings styleStrength(double share) {
    requireShare("style strength", share);
    return with(copy -> copy.styleStrength = share).withOneStyle();
  }

  /** Checks that nothing works towards the whole style if only a part is asked for. */
  private StylizerSettings withOneStyle() {
    if (styleStrength < 1 && !refinement.isNone()) {
      throw new IllegalStateException(
          "refinement, which is a part of FINE and BEST, works towards the whole style: it cannot be combined with styleStrength; use strength");
    }
    if (styleStrength < 1 && colors == ColorPreservation.MATCHED_STYLE) {
      throw new IllegalStateException(
          "MATCHED_STYLE changes the painting for each photo: it cannot be combined with styleStrength; use LUMINANCE or strength");
    }
    return this;
  }

  /** How to keep the photo's colors; null to use those of the style. */
  @Nullable ColorPreservation colors() {
    return colors;
  }

  /** How much of the photo's colors is kept, above 0. */
  double kept() {
    return kept;
  }

  StylizerSettings colors(ColorPreservation way, double amount) {
    Objects.requireNonNull(way, "preservation");
    requireShare(AMOUNT, amount);
    return withColors(
        copy -> {
          copy.colors = amount == 0 ? null : way;
          copy.kept = amount;
        });
  }

  /** What to compute with; null for the model's default. */
  @Nullable Precision precision() {
    return precision;
  }

  StylizerSettings precision(Precision computed) {
    Objects.requireNonNull(computed, "computed");
    return with(copy -> copy.precision = computed);
  }

  /** For painting, in bytes; 0 for a share of what is free. */
  long maxMemory() {
    return maxMemory;
  }

  StylizerSettings maxMemory(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("maxMemory must be at least 1 byte, but is " + bytes);
    }
    return with(copy -> copy.maxMemory = bytes);
  }

  /** Of which the picture is the mean. */
  int passes() {
    return passes;
  }

  StylizerSettings passes(int count) {
    if (count < 1 || count > ShiftedModel.MAXIMUM_PASSES) {
      throw new IllegalArgumentException(
          "the passes must be from 1 to " + ShiftedModel.MAXIMUM_PASSES + ", but are " + count);
    }
    return with(copy -> copy.passes = count);
  }

  /** Whether the left and the right edge meet. */
  boolean wrapped() {
    return wrapped;
  }

  StylizerSettings wrapped(boolean around) {
    return with(copy -> copy.wrapped = around);
  }

  /** Where a fixed point of the scene lies, in pixels of the photo. */
  Point origin() {
    return new Point(origin);
  }

  StylizerSettings origin(int x, int y) {
    return with(copy -> copy.origin = new Point(x, y)).eachRegion(region -> region.origin(x, y));
  }

  /** The same for a photo that is so many times as large. */
  StylizerSettings scaled(double across, double down) {
    if (origin.equals(new Point())) {
      return this;
    }
    return origin((int) Math.round(origin.x * across), (int) Math.round(origin.y * down));
  }

  /** Of the painted picture. */
  Refinement refinement() {
    return refinement;
  }

  StylizerSettings refinement(Refinement refined) {
    return with(copy -> copy.refinement = refined).withOneStyle();
  }

  /** How much larger than usual strokes are. */
  double strokes() {
    return strokes;
  }

  StylizerSettings strokes(double factor) {
    if (!(factor >= 1 / MOST_STROKES && factor <= MOST_STROKES)) {
      throw new IllegalArgumentException(
          "the strokes must be from 1/8 to 8 times as large, but are " + factor);
    }
    return with(copy -> copy.strokes = factor);
  }

  /** The colors of the result; null for those of the style. */
  @Nullable ColorStatistics palette() {
    return palette;
  }

  /** How much of the palette's colors the result gets, above 0. */
  double given() {
    return given;
  }

  StylizerSettings palette(ColorStatistics wanted, double amount) {
    requireShare(AMOUNT, amount);
    return withColors(
        copy -> {
          copy.palette = amount == 0 ? null : wanted;
          copy.given = amount;
        });
  }

  /** How much of the colors of the style's paintings the result gets. */
  double matched() {
    return matched;
  }

  StylizerSettings matched(double amount) {
    requireShare(AMOUNT, amount);
    return withColors(copy -> copy.matched = amount);
  }

  /** The same with these colors in the place of those of the paintings, if they are asked for. */
  StylizerSettings resolved(ColorStatistics paintings) {
    return with(
        copy -> {
          copy.palette = paintings;
          copy.given = matched;
          copy.matched = 0;
        });
  }

  private static void requireShare(String what, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the " + what + " must be from 0 to 1, but is " + share);
    }
  }

  /** Checks that colors come from one place. */
  private StylizerSettings withColors(Consumer<StylizerSettings> change) {
    StylizerSettings copy = with(change);
    if (copy.palette != null && copy.colors == ColorPreservation.LUMINANCE) {
      throw new IllegalStateException(
          "a palette and the colors of the photo (LUMINANCE) cannot be combined");
    }
    if (copy.matched > 0 && (copy.palette != null || copy.colors != null)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the colors of the painting (matchColors) and %s cannot be combined",
              copy.palette != null ? "a palette" : "those of the photo (" + copy.colors + ")"));
    }
    return copy.withOneStyle();
  }

  /** Where to paint; null for everywhere. */
  @Nullable Mask mask() {
    return mask;
  }

  StylizerSettings mask(Mask where) {
    Objects.requireNonNull(where, "mask");
    return with(copy -> copy.mask = where);
  }

  /** What else paints, and where. */
  Map<Mask, Stylizer> regions() {
    return regions;
  }

  StylizerSettings regions(Map<Mask, Stylizer> painters) {
    for (Stylizer painter : painters.values()) {
      painter.requireRegion();
    }
    return with(copy -> copy.regions = Map.copyOf(painters));
  }

  StylizerSettings eachRegion(UnaryOperator<Stylizer> change) {
    Map<Mask, Stylizer> changed = new HashMap<>(regions);
    changed.replaceAll((mask, painter) -> change.apply(painter));
    return with(copy -> copy.regions = Map.copyOf(changed));
  }

  /** Whether the picture has the transparency of the photo; null if the file decides. */
  @Nullable Boolean keepAlpha() {
    return keepAlpha;
  }

  StylizerSettings keepAlpha(boolean kept) {
    return with(copy -> copy.keepAlpha = kept);
  }

  /** Bits per channel of the result. */
  int depth() {
    return depth;
  }

  StylizerSettings depth(int bits) {
    return with(copy -> copy.depth = DeepImage.requireDepth(bits));
  }

  /** Reads photos with the depth of the result, and with transparency if that is kept. */
  ImageDecoder decoder() {
    return ImageDecoder.standard().depth(depth).keepAlpha(Boolean.TRUE.equals(keepAlpha));
  }

  /** What files keep of the photo's. */
  MetadataPolicy metadata() {
    return metadata;
  }

  StylizerSettings metadata(MetadataPolicy kept) {
    Objects.requireNonNull(kept, "policy");
    return with(copy -> copy.metadata = kept);
  }

  /** Whether an interrupt leaves no unfinished picture. */
  boolean complete() {
    return complete;
  }

  StylizerSettings complete(boolean required) {
    return with(copy -> copy.complete = required);
  }

  /** Receives progress. */
  ProgressListener listener() {
    return listener;
  }

  StylizerSettings listener(ProgressListener receiver) {
    Objects.requireNonNull(receiver, "progressListener");
    return with(copy -> copy.listener = receiver);
  }

  private static String part(double amount) {
    return amount == 1 ? "" : " x " + amount;
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
    if (styleStrength != 1) {
      text.append(", styleStrength=").append(styleStrength);
    }
    if (colors != null) {
      text.append(", preserveColors=").append(colors).append(part(kept));
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
    if (origin.x != 0 || origin.y != 0) {
      text.append(", origin=").append(origin.x).append(',').append(origin.y);
    }
    if (!refinement.isNone()) {
      text.append(", refine=").append(refinement.steps());
    }
    if (strokes != 1) {
      text.append(", strokes=").append(strokes);
    }
    if (palette != null) {
      text.append(", palette").append(part(given));
    }
    if (matched != 0) {
      text.append(", matchColors=").append(matched);
    }
    if (mask != null) {
      text.append(", mask");
    }
    if (!regions.isEmpty()) {
      text.append(", regions=").append(regions.values());
    }
    if (keepAlpha != null) {
      text.append(", keepAlpha=").append(keepAlpha);
    }
    if (depth != 8) {
      text.append(", depth=").append(depth);
    }
    if (metadata != MetadataPolicy.KEEP) {
      text.append(", metadata=").append(metadata);
    }
    if (complete) {
      text.append(", complete");
    }
    return text.toString();
  }
}
