package io.github.stylizer.examples.serve;

import java.util.Map;

/** A painted picture as a file. */
record Picture(byte[] bytes, String extension) implements Result {
  /** The formats that the library writes without a plug-in, and their media types. */
  static final Map<String, String> TYPES =
      Map.of("png", "image/png", "jpg", "image/jpeg", "tif", "image/tiff");

  @Override
  public String type() {
    return TYPES.getOrDefault(extension, "application/octet-stream");
  }

  @Override
  public long held() {
    return bytes.length;
  }
}
