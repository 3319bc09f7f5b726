package io.github.stylizer.benchmarks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the ratios that another program has measured. */
final class RatiosFile {
  private static final long LARGEST = 1_000_000;

  private RatiosFile() {}

  /**
   * Reads a file: an array of objects with the fields of {@link Ratio}.
   *
   * @throws IOException naming the file, if it cannot be read, is not JSON or lacks a field
   */
  static List<Ratio> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": there is no such file");
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException(
          file + ": has " + Files.size(file) + " bytes, expected at most " + LARGEST);
    }
    JsonElement root;
    try {
      root = JsonParser.parseString(Files.readString(file));
    } catch (JsonParseException | StackOverflowError e) {
      throw new IOException(file + ": is not JSON", e);
    }
    if (!(root instanceof JsonArray array)) {
      throw new IOException(file + ": is not a JSON array of ratios");
    }
    List<Ratio> ratios = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      ratios.add(ratio(array.get(i), file + ": ratio " + (i + 1)));
    }
    return ratios;
  }

  private static Ratio ratio(JsonElement element, String where) throws IOException {
    if (!(element instanceof JsonObject fields)) {
      throw new IOException(where + " is not a JSON object");
    }
    boolean hasLimit = fields.has("limit") && !fields.get("limit").isJsonNull();
    return new Ratio(
        text(fields, "name", where),
        text(fields, "what", where),
        positive(fields, "milliseconds", where),
        text(fields, "reference", where),
        positive(fields, "referenceMilliseconds", where),
        positive(fields, "ratio", where),
        hasLimit ? Double.valueOf(positive(fields, "limit", where)) : null,
        (int) positive(fields, "runs", where));
  }

  private static String text(JsonObject fields, String name, String where) throws IOException {
    JsonPrimitive value = primitive(fields, name, where);
    if (!value.isString()) {
      throw new IOException(where + ": " + name + " is " + value + ", expected a text");
    }
    return value.getAsString();
  }

  private static double positive(JsonObject fields, String name, String where) throws IOException {
    JsonPrimitive value = primitive(fields, name, where);
    double number = value.isNumber() ? value.getAsDouble() : Double.NaN;
    if (!(number > 0) || Double.isInfinite(number)) {
      throw new IOException(where + ": " + name + " is " + value + ", expected a positive number");
    }
    return number;
  }

  private static JsonPrimitive primitive(JsonObject fields, String name, String where)
      throws IOException {
    if (!fields.has(name)) {
      throw new IOException(where + " has no " + name);
    }
    if (!(fields.get(name) instanceof JsonPrimitive value)) {
      throw new IOException(where + ": " + name + " is not a text or a number");
    }
    return value;
  }
}
