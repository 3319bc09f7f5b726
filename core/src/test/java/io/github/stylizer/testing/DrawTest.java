package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static JsonObject expected;

  @BeforeAll
  static void readExpected() throws Exception {
    String json = Files.readString(Goldens.path("draw_check.json"));
    expected = JsonParser.parseString(json).getAsJsonObject();
  }

  @Test
  void drawsTheReferenceNumbers() {
    float[] values = Draw.values(7, 5);
    assertThat(values).containsExactly(floats(expected.getAsJsonArray("draw(7,(5,))")));
  }

  @Test
  void drawsInRowMajorOrderBetweenLimits() {
    JsonArray rows = expected.getAsJsonArray("draw(123,(2,2),0,1)");
    float[] values = Draw.values(123, new Shape(2, 2), 0, 1);
    JsonArray all = rows.get(0).getAsJsonArray().deepCopy();
    all.addAll(rows.get(1).getAsJsonArray());
    assertThat(values).containsExactly(floats(all));
  }

  private static float[] floats(JsonArray array) {
    float[] floats = new float[array.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = array.get(i).getAsFloat();
    }
    return floats;
  }
}
