package io.github.stylizer.examples;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Paints a tiny picture: the only proof that this machine can. */
final class PaintingRows {

  private static final int SIDE = 32;

  private PaintingRows() {}

  static void add(DoctorReport report) {
    report.section("Painting");
    report.row("file names", System.getProperty("sun.jnu.encoding"));
    report.row("working directory", Path.of("").toAbsolutePath());
    List<NamedStyle> styles = Stylizer.styles();
    if (styles.isEmpty()) {
      report.row("test picture", "none, because no method has bundled styles");
      return;
    }
    String style = styles.get(0).name();
    long began = System.nanoTime();
    try {
      paint(style);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
      report.row("test picture", "painted like " + style + " in " + Text.duration(elapsed));
    } catch (IOException | StylizerException | LinkageError | OutOfMemoryError e) {
      report.row("test picture", "cannot be painted");
      report.problem(ErrorLine.of(e));
    }
  }

  private static void paint(String style) throws IOException {
    BufferedImage photo = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE; i++) {
      photo.setRGB(i, i, 0xffffff);
    }
    try (Stylizer stylizer = Stylizer.style(style)) {
      byte[] file = ImageEncoder.standard().encode(stylizer.apply(photo), "png");
      ImageDecoder.standard().read(file, "test picture");
    }
  }
}
