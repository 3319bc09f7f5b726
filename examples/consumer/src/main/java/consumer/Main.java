package consumer;

import io.github.stylizer.StyleCode;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.fastnet.FastNetTrainer;
import io.github.stylizer.gatys.GatysMethod;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.MetaNetTrainer;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * An application with only Stylizer's artifacts: runs every method on images drawn here and writes
 * into the given folder. Exits with an error if one fails.
 */
public final class Main {
  private final Path folder;
  private final BufferedImage photo = drawing(96, 64, Color.BLUE, Color.ORANGE);
  private final BufferedImage painting = drawing(64, 64, Color.RED, Color.GREEN);

  private Main(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    // Otherwise DJL reports its use to its makers.
    System.setProperty("OPT_OUT_TRACKING", "true");
    Main main = new Main(Path.of(arguments[0]));
    main.paintWithAnEmbeddedNetwork();
    main.keepANetwork();
    main.optimizeThePicture();
    main.keepAStyle();
  }

  private void paintWithAnEmbeddedNetwork() {
    try (Stylizer stylizer = Stylizer.style("starry-night")) {
      BufferedImage painted = stylizer.apply(photo);
      require(!same(painted, photo), "the bundled network did not change the photo");
      require(painted.getWidth() == 96 && painted.getHeight() == 64, "the size changed");
      require(same(stylizer.strength(0).apply(photo), photo), "strength 0 is not the photo");
    }
    say("a bundled network paints");
  }

  private void keepANetwork() throws IOException {
    Path file = folder.resolve("network.safetensors");
    try (Contrasts contrasts = new Contrasts();
        TransformModel model =
            FastNetTrainer.builder(contrasts)
                .style(painting)
                .contentTap("fine")
                .content(photos())
                .base(8)
                .size(32)
                .batchSize(1)
                .steps(1)
                .build()
                .train(folder.resolve("fastnet"), progress -> {})) {
      model.save(file);
      try (TransformModel loaded = FastNet.load(file)) {
        require(same(paint(model), paint(loaded)), "a loaded network gives another result");
        require(loaded.provenance().equals(model.provenance()), "the provenance is lost");
      }
    }
    say("a network is saved and loaded");
  }

  private void optimizeThePicture() {
    List<Double> losses = new ArrayList<>();
    try (Contrasts contrasts = new Contrasts();
        Stylizer stylizer =
            Stylizer.style(painting)
                .with(GatysMethod.builder(contrasts).evaluations(20).build())
                .onProgress(progress -> add(progress.losses().get("total"), losses))) {
      stylizer.apply(photo);
    }
    double first = losses.get(0);
    double last = losses.get(losses.size() - 1);
    require(last < first / 10, "the loss was " + first + " and became " + last);
    say("gatys optimizes");
  }

  private void keepAStyle() throws IOException {
    Path paintings = Files.createDirectories(folder.resolve("paintings"));
    ImageIO.write(painting, "png", paintings.resolve("painting.png").toFile());
    try (Contrasts contrasts = new Contrasts();
        MetaNet metaNet =
            MetaNetTrainer.compact(contrasts)
                .styles(paintings)
                .content(photos())
                .base(8)
                .size(32)
                .batchSize(1)
                .steps(1)
                .build()
                .train(folder.resolve("metanet"), progress -> {})) {
      StyleCode code = metaNet.code(painting).named("A painting");
      Path file = folder.resolve("painting.style");
      code.save(file);
      StyleCode loaded = StyleCode.load(file);
      require("A painting".equals(loaded.name()), "the style's name is lost");
      loaded.save(file);
      require(loaded.equals(StyleCode.load(file)), "a style code changes when it is saved again");
      try (StyleModel style = metaNet.style(loaded)) {
        require(!same(paint(style), photo), "the style did not change the photo");
      }
    }
    say("a style is saved and loaded");
  }

  private Path photos() throws IOException {
    Path photos = Files.createDirectories(folder.resolve("photos"));
    ImageIO.write(photo, "png", photos.resolve("photo.png").toFile());
    return photos;
  }

  // A report before the first evaluation has no losses.
  private static void add(Double total, List<Double> losses) {
    if (total != null) {
      losses.add(total);
    }
  }

  private BufferedImage paint(StyleModel model) {
    return Stylizer.style(model).apply(photo);
  }

  private static BufferedImage drawing(int width, int height, Color ground, Color disc) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, ground, width, height, Color.WHITE));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(disc);
    graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
    graphics.dispose();
    return image;
  }

  private static boolean same(BufferedImage a, BufferedImage b) {
    return Arrays.equals(pixels(a), pixels(b));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
