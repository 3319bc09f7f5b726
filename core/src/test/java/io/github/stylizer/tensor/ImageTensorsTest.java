package io.github.stylizer.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageTensorsTest {
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] STD = {0.229, 0.224, 0.225};

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Every level of every channel, no two channels alike. */
  private static BufferedImage allLevels() {
    BufferedImage image = new BufferedImage(64, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 64, i / 64, i << 16 | (255 - i) << 8 | i * 7 % 256);
    }
    return image;
  }

  @Test
  void everyLevelComesBack() {
    BufferedImage image = allLevels();
    BufferedImage back = ImageTensors.toImage(ImageTensors.fromImage(manager, image));
    assertThat(back.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(PhotoPixels.of(back)).containsExactly(PhotoPixels.of(image));
  }

  @Test
  void aDrawnPictureComesBack() {
    BufferedImage image = PhotoPixels.drawn(37, 23);
    BufferedImage back = ImageTensors.toImage(ImageTensors.fromImage(manager, image));
    assertThat(PhotoPixels.of(back)).containsExactly(PhotoPixels.of(image));
  }

  @Test
  void valuesAreNormalizedChannelByChannel() {
    BufferedImage image = PhotoPixels.drawn(5, 4);
    NDArray array = ImageTensors.fromImage(manager, image);
    assertThat(array.getShape()).isEqualTo(new Shape(1, 3, 4, 5));
    assertThat(array.getDataType()).isEqualTo(DataType.FLOAT32);
    assertThat(array.getManager()).isSameAs(manager);
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 5; x++) {
          int level = image.getRGB(x, y) >> (16 - 8 * channel) & 0xff;
          double expected = (level / 255.0 - MEAN[channel]) / STD[channel];
          assertThat(array.getFloat(0, channel, y, x)).isCloseTo((float) expected, within(1e-6f));
        }
      }
    }
  }

  @Test
  void transparencyIsLaidOnWhite() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0xff123456);
    image.setRGB(2, 0, 0x80000000);
    BufferedImage back = ImageTensors.toImage(ImageTensors.fromImage(manager, image));
    assertThat(back.getRGB(0, 0)).isEqualTo(0xffffffff);
    assertThat(back.getRGB(1, 0)).isEqualTo(0xff123456);
    assertThat(back.getRGB(2, 0)).isEqualTo(0xff7f7f7f);
  }

  @Test
  void pictureIsNotModified() {
    BufferedImage image = PhotoPixels.drawn(5, 4);
    ImageTensors.fromImage(manager, image);
    assertThat(PhotoPixels.of(image)).containsExactly(PhotoPixels.of(PhotoPixels.drawn(5, 4)));
  }

  @Test
  void valuesOutsideAreClamped() {
    NDArray dark = manager.full(new Shape(1, 3, 1, 1), -1e30f);
    assertThat(ImageTensors.toImage(dark).getRGB(0, 0)).isEqualTo(0xff000000);
    NDArray bright = manager.full(new Shape(1, 3, 1, 1), 1e30f);
    assertThat(ImageTensors.toImage(bright).getRGB(0, 0)).isEqualTo(0xffffffff);
  }

  @Test
  void infinityIsClampedAndWhatIsNoNumberIsBlack() {
    float[] values = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
    NDArray array = manager.create(values, new Shape(1, 3, 1, 1));
    assertThat(ImageTensors.toImage(array).getRGB(0, 0)).isEqualTo(0xffff0000);
  }

  @Test
  void levelsAreRoundedToTheNearest() {
    for (int level = 1; level < 255; level++) {
      float below = (float) (((level - 0.4) / 255 - MEAN[0]) / STD[0]);
      float above = (float) (((level + 0.4) / 255 - MEAN[0]) / STD[0]);
      NDArray array = manager.create(new float[] {below, above, 0, 0, 0, 0}, new Shape(3, 1, 2));
      BufferedImage image = ImageTensors.toImage(array);
      assertThat(image.getRGB(0, 0) >> 16 & 0xff).isEqualTo(level);
      assertThat(image.getRGB(1, 0) >> 16 & 0xff).isEqualTo(level);
    }
  }

  @Test
  void aPictureWithoutBatchIsTaken() {
    BufferedImage image = PhotoPixels.drawn(5, 4);
    NDArray array = ImageTensors.fromImage(manager, image);
    BufferedImage back = ImageTensors.toImage(array.squeeze(0));
    assertThat(PhotoPixels.of(back)).containsExactly(PhotoPixels.of(image));
  }

  /** What a network with another memory layout returns. */
  @Test
  void aViewIsTaken() {
    BufferedImage image = PhotoPixels.drawn(5, 4);
    NDArray transposed = ImageTensors.fromImage(manager, image).transpose(0, 2, 3, 1).duplicate();
    BufferedImage back = ImageTensors.toImage(transposed.transpose(0, 3, 1, 2));
    assertThat(PhotoPixels.of(back)).containsExactly(PhotoPixels.of(image));
  }

  @Test
  void otherShapesAreRefused() {
    List<Shape> shapes =
        List.of(
            new Shape(4, 5),
            new Shape(1, 4, 5),
            new Shape(4, 5, 3),
            new Shape(2, 3, 4, 5),
            new Shape(1, 4, 4, 5),
            new Shape(1, 1, 3, 4, 5));
    for (Shape shape : shapes) {
      NDArray array = manager.zeros(shape);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageTensors.toImage(array))
          .withMessageContaining(shape.toString());
    }
  }

  @Test
  void otherTypesAreRefused() {
    NDArray array = manager.zeros(new Shape(1, 3, 4, 5), DataType.UINT8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageTensors.toImage(array))
        .withMessageContaining("uint8");
  }

  @Test
  void onlyTheResultIsLeftBehind() {
    NDArray array = ImageTensors.fromImage(manager, PhotoPixels.drawn(5, 4));
    assertThat(manager.getManagedArrays()).containsExactly(array);
    ImageTensors.toImage(array);
    assertThat(manager.getManagedArrays()).containsExactly(array);
  }

  @Test
  void levelsAreThoseOfThePicture() {
    BufferedImage image = allLevels();
    NDArray normalized = ImageTensors.fromImage(manager, image);
    int before = manager.getManagedArrays().size();
    NDArray levels = ImageTensors.toLevels(normalized);
    assertThat(manager.getManagedArrays()).hasSize(before + 1);
    assertThat(levels.getShape()).isEqualTo(normalized.getShape());
    float[] values = levels.toFloatArray();
    int[] pixels = PhotoPixels.of(image);
    for (int i = 0; i < pixels.length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        assertThat((double) values[channel * pixels.length + i])
            .isCloseTo(pixels[i] >> (16 - 8 * channel) & 0xff, within(1e-4));
      }
    }
  }

  @Test
  void levelsBecomeThePictureAgain() {
    NDArray normalized = ImageTensors.fromImage(manager, PhotoPixels.drawn(19, 17));
    NDArray batch = normalized.concat(normalized.neg(), 0);
    NDArray levels = ImageTensors.toLevels(batch);
    int before = manager.getManagedArrays().size();
    NDArray back = ImageTensors.fromLevels(levels);
    assertThat(manager.getManagedArrays()).hasSize(before + 1);
    assertThat(ErrorMeasures.relative(back.toFloatArray(), batch.toFloatArray())).isLessThan(1e-6);
  }

  @Test
  void onlyABatchOfPicturesHasLevels() {
    for (Shape shape : List.of(new Shape(3, 4, 5), new Shape(1, 1, 4, 5), new Shape(0, 3, 4, 5))) {
      NDArray array = manager.zeros(shape);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageTensors.toLevels(array))
          .withMessageContaining(shape.toString());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageTensors.fromLevels(array))
          .withMessageContaining(shape.toString());
    }
  }
}
