package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Stylizer;
import io.github.stylizer.internal.image.ColorTransfer;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.TinyExtractor;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** A painting that is recolored for every photo. */
class GatysColorsTest {
  private final BufferedImage painting = DrawnPictures.image(2, 24, 20);
  private final BufferedImage photo = DrawnPictures.image(3, 16, 20);
  private final BufferedImage blue = DrawnPictures.solid(0x2040c0, 20, 16);

  private static int[] painted(GatysMethod method, BufferedImage style, BufferedImage photo) {
    try (Stylizer stylizer = Stylizer.style(style).with(method)) {
      return PhotoPixels.of(stylizer.apply(photo));
    }
  }

  @Test
  void paintsLikeTheRecoloredPaintingAndLeavesNoArrayBehind() {
    try (TinyExtractor extractor = new TinyExtractor()) {
      GatysMethod method = GatysMethod.builder(extractor).evaluations(4).build();
      int[] likePhoto = painted(method, ColorTransfer.matched(painting, photo, 1), photo);
      int[] likeBlue = painted(method, ColorTransfer.matched(painting, blue, 1), blue);
      int held = NativeArrays.heldBy(method);
      try (Stylizer stylizer =
          Stylizer.style(painting).with(method).preserveColors(ColorPreservation.MATCHED_STYLE)) {
        assertThat(PhotoPixels.of(stylizer.apply(photo))).isEqualTo(likePhoto);
        assertThat(PhotoPixels.of(stylizer.apply(blue))).isEqualTo(likeBlue);
        assertThat(PhotoPixels.of(stylizer.apply(photo))).isEqualTo(likePhoto);
        assertThat(NativeArrays.heldBy(stylizer)).isEqualTo(held);
      }
      assertThat(likePhoto).isNotEqualTo(painted(method, painting, photo));
    }
  }
}
