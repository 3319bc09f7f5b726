package io.github.stylizer.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.io.Reader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static final String CHECK = "/golden/draw_check.json";
  private static JsonObject expected;

  @BeforeAll
  static void readExpected() throws Exception {
    try (Reader json = new InputStreamReader(DrawTest.class.getResourceAsStream(CHECK), UTF_8)) {
      expected = JsonParser.parseReader(json).getAsJsonObject();
    }
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
