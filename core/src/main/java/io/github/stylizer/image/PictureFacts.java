package io.github.stylizer.image;

import org.jspecify.annotations.Nullable;

/**
 * What metadata says of the picture itself, instead of the photo.
 *
 * @param width in pixels
 * @param height in pixels
 * @param software that made it; {@code null} to keep what the photo says
 * @param resolution where the photo's EXIF data has none; {@code null} if unknown
 * @param withLocation whether it tells where the photo was taken
 */
record PictureFacts(
    int width,
    int height,
    @Nullable String software,
    @Nullable Resolution resolution,
    boolean withLocation) {}
