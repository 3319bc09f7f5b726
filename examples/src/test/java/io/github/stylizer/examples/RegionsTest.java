package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Mask;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.fastnet.FastNet;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks and regions. */
class RegionsTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 32;

  @TempDir Path folder;
  private Path photo;
  private Path model;
  private Path output;
  private Path mask;

  @BeforeEach
  void makeFiles() throws IOException {
    photo = NoiseImages.write(folder.resolve("photo.png"), WIDTH, HEIGHT);
    model = RandomNetwork.write(folder.resolve("network.safetensors"));
    output = folder.resolve("out.png");
    mask = folder.resolve("mask.png");
    BufferedImage right = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      right.setRGB(i % WIDTH, i / WIDTH, i % WIDTH < 25 ? 0 : Color.WHITE.getRGB());
    }
    ImageIO.write(right, "png", mask.toFile());
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private int[] byLibrary(UnaryOperator<Stylizer> settings) throws IOException {
    try (TransformModel network = FastNet.load(model)) {
      BufferedImage image = ImageIO.read(photo.toFile());
      return pixels(settings.apply(Stylizer.style(network)).apply(image));
    }
  }

  private int[] byCommand(Object... options) throws IOException {
    List<Object> all = new ArrayList<>(List.of("--model", model, photo, "-o", output));
    all.addAll(List.of(options));
    Call call = Call.of(all.toArray());
    assertThat(call.code()).as(call.err()).isZero();
    return pixels(ImageIO.read(output.toFile()));
  }

  @Test
  void masksAreTheLibrarys() throws IOException {
    Mask right = Mask.of(mask);
    assertThat(byCommand("--mask", mask))
        .isEqualTo(byLibrary(s -> s.mask(right)))
        .isNotEqualTo(byLibrary(s -> s));
    assertThat(byCommand("--mask", mask, "--invert-mask", "--feather=6"))
        .isEqualTo(byLibrary(s -> s.mask(right.inverted().feather(6))));
  }

  @Test
  void regionsAreTheLibrarys() throws IOException {
    Mask right = Mask.of(mask).feather(4);
    try (Stylizer scream = Stylizer.style("scream")) {
      assertThat(byCommand("--region", "scream=" + mask, "--feather", 4))
          .isEqualTo(byLibrary(s -> s.regions(Map.of(right, scream))))
          .isNotEqualTo(byLibrary(s -> s));
    }
  }

  @Test
  void transparencyIsKept() throws IOException {
    BufferedImage cutOut = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      cutOut.setRGB(i % WIDTH, i / WIDTH, i % WIDTH < 12 ? 0 : 0xff008040);
    }
    ImageIO.write(cutOut, "png", photo.toFile());
    byCommand();
    assertThat(ImageIO.read(output.toFile()).getRGB(3, 3) >>> 24).isZero();
    byCommand("--flatten");
    assertThat(ImageIO.read(output.toFile()).getColorModel().hasAlpha()).isFalse();
  }

  @Test
  void wrongUse() throws IOException {
    Call.of("--model", model, photo, "-o", output, "--invert-mask").failed(2, "needs --mask");
    Call.of("--model", model, photo, "-o", output, "--feather=3")
        .failed(2, "--feather needs --mask or --region");
    Call.of("--model", model, photo, "-o", output, "--mask", mask, "--feather=-1")
        .failed(2, "--feather must be from 0 to 10000, but is -1.0");
    Call.of("--model", model, photo, "-o", output, "--region", "scream")
        .failed(2, "--region", "it must be STYLE=FILE, but is 'scream'");
    Call.of("--model", model, photo, "-o", output, "--region", "screem=" + mask)
        .failed(1, "screem", "scream");
    Call.of("--model", model, photo, "-o", output, "--mask", folder.resolve("none.png"))
        .failed(1, "none.png: no such file");
    Call.of("--model", model, photo, "-o", mask, "--mask", mask).failed(1, "mask.png");
    assertThat(output).doesNotExist();
    Path text = Files.writeString(folder.resolve("mask.txt"), "white");
    Call.of("--model", model, photo, "-o", output, "--mask", text).failed(1, "mask.txt");
  }
}
