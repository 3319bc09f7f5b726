package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against PyTorch's conversion. */
class Float16Test {
  private static final int ALL = 1 << 16;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyHalfBecomesTheFloatThatItStandsFor() {
    ByteBuffer bits = ByteBuffer.allocateDirect(2 * ALL).order(ByteOrder.nativeOrder());
    for (int i = 0; i < ALL; i++) {
      bits.putShort((short) i);
    }
    NDArray halves = manager.create(bits.flip(), new Shape(ALL), DataType.FLOAT16);
    float[] expected = halves.toType(DataType.FLOAT32, true).toFloatArray();
    for (int i = 0; i < ALL; i++) {
      assertThat(Float.floatToIntBits(Float16.toFloat((short) i)))
          .as("bits %x", i)
          .isEqualTo(Float.floatToIntBits(expected[i]));
    }
  }

  @Test
  void floatsAreRoundedAsPyTorchRounds() {
    Random random = new Random(1);
    float[] values = new float[4 * ALL];
    for (int i = 0; i < ALL; i++) {
      float half = Float16.toFloat((short) i);
      float next = Float16.toFloat((short) (i + 1));
      values[i] = half;
      // A tie, and its neighbor.
      values[ALL + i] = half + (next - half) / 2;
      values[2 * ALL + i] = Math.nextUp(values[ALL + i]);
      values[3 * ALL + i] = Float.intBitsToFloat(random.nextInt());
    }
    ByteBuffer expected = manager.create(values).toType(DataType.FLOAT16, true).toByteBuffer();
    expected.order(ByteOrder.nativeOrder());
    for (float value : values) {
      short bits = expected.getShort();
      if (Float.isNaN(value)) {
        assertThat(Float16.toFloat(Float16.of(value))).isNaN();
      } else {
        assertThat(Float16.of(value)).as("%s", value).isEqualTo(bits);
      }
    }
  }
}
