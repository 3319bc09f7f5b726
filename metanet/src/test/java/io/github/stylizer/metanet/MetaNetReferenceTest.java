package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.StyleCode;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.SharedFiles;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The network that was trained with PyTorch, beside a picture that PyTorch painted with it. */
class MetaNetReferenceTest {
  private static final int SIDE = 256;
  private static final double SMALLEST_PSNR = 60;

  @Test
  void paintsWhatPyTorchPaints() throws Exception {
    try (NDManager manager = NDManager.newBaseManager();
        WeightsFile reference = WeightsFile.open(SharedFiles.path("models/reference.safetensors"));
        Vgg vgg =
            Vgg.builder(VggVariant.VGG19)
                .weights(SharedFiles.path("weights/vgg19-relu4_1.safetensors"))
                .build();
        MetaNet network =
            MetaNet.load(SharedFiles.path("models/metanet-compact.safetensors"), vgg)) {
      BufferedImage photo = picture(reference.readFloat32("content_rgb8", manager));
      BufferedImage painting = picture(reference.readFloat32("style_rgb8", manager));
      BufferedImage expected =
          ImageTensors.toImage(reference.readFloat32("output_from_vgg19", manager));
      NDArray content = ImageTensors.fromImage(manager, photo);
      StyleCode code = network.code(painting);
      assertThat(psnr(network.stylize(content, List.of(code)), expected))
          .isGreaterThan(SMALLEST_PSNR);
      try (TransformModel style = network.style(painting)) {
        assertThat(psnr(style.stylize(content), expected)).isGreaterThan(SMALLEST_PSNR);
      }
      assertThat(network.parameterCount()).isEqualTo(7_504_367);
    }
  }

  /** From {@code (H, W, 3)} levels. */
  private static BufferedImage picture(NDArray levels) {
    float[] values = levels.toFloatArray();
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      int red = (int) values[3 * i];
      int green = (int) values[3 * i + 1];
      int blue = (int) values[3 * i + 2];
      picture.setRGB(i % SIDE, i / SIDE, red << 16 | green << 8 | blue);
    }
    return picture;
  }

  private static double psnr(NDArray found, BufferedImage expected) {
    BufferedImage picture = ImageTensors.toImage(found);
    double squares = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      int first = picture.getRGB(i % SIDE, i / SIDE);
      int second = expected.getRGB(i % SIDE, i / SIDE);
      for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (first >> shift & 0xff) - (second >> shift & 0xff);
        squares += difference * difference;
      }
    }
    return 10 * Math.log10(255 * 255 / (squares / (3 * SIDE * SIDE)));
  }
}
