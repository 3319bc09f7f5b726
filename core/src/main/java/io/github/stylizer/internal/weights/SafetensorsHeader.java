package io.github.stylizer.internal.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON header of a safetensors file. Stricter than JSON: duplicate, unknown and missing
 * keys are refused, and numbers must be integers.
 */
final class SafetensorsHeader {
  static final String METADATA = "__metadata__";
  private static final int MAX_TENSORS = FileLimits.SAFETENSORS_ENTRIES;
  private static final int MAX_METADATA = FileLimits.SAFETENSORS_ENTRIES;
  private static final int MAX_DIMENSIONS = 64;
  private static final int MAX_DIGITS = 18;

  private final String origin;
  private final JsonReader json;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A tensor and its range in the data after the header. */
  record Entry(TensorInfo info, long begin, long end) {}

  private SafetensorsHeader(String origin, JsonReader json) {
    this.origin = origin;
    this.json = json;
  }

  static SafetensorsHeader parse(String origin, ByteSource header) throws IOException {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var characters = new InputStreamReader(new ByteSourceStream(header), decoder);
    try (JsonReader json = new JsonReader(new BufferedReader(characters))) {
      json.setStrictness(Strictness.STRICT);
      SafetensorsHeader result = new SafetensorsHeader(origin, json);
      result.parse();
      return result;
    } catch (CharacterCodingException e) {
      throw new WeightsFormatException(origin, "the safetensors header is not valid UTF-8", e);
    } catch (MalformedJsonException | IllegalStateException | EOFException e) {
      throw new WeightsFormatException(
          origin,
          "the safetensors header is not valid JSON: " + firstLine(String.valueOf(e.getMessage())),
          e);
    }
  }

  /** Strips the line with a link that Gson adds. */
  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  Map<String, String> metadata() {
    return metadata;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  private void parse() throws IOException {
    boolean metadataSeen = false;
    json.beginObject();
    while (json.hasNext()) {
      String name = text(json.nextName());
      if (name.equals(METADATA)) {
        require(!metadataSeen, METADATA + " appears twice in the header");
        metadataSeen = true;
        parseMetadata();
      } else {
        require(entries.size() < MAX_TENSORS, "more than " + MAX_TENSORS + " tensors");
        Entry entry = parseEntry(name);
        require(entries.put(name, entry) == null, "tensor '" + name + "' appears twice");
      }
    }
    json.endObject();
    require(json.peek() == JsonToken.END_DOCUMENT, "the header continues after its JSON object");
  }

  private void parseMetadata() throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      require(metadata.size() < MAX_METADATA, "more than " + MAX_METADATA + " metadata entries");
      String key = text(json.nextName());
      String value = string("the metadata value of '" + key + "'");
      require(metadata.put(key, value) == null, "metadata key '" + key + "' appears twice");
    }
    json.endObject();
  }

  private Entry parseEntry(String name) throws IOException {
    ElementType type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      String what = key + " of tensor '" + name + "'";
      if (key.equals("dtype") && type == null) {
        type = type(string(what), name);
      } else if (key.equals("shape") && shape == null) {
        shape = numbers(what);
      } else if (key.equals("data_offsets") && offsets == null) {
        offsets = numbers(what);
      } else {
        throw new WeightsFormatException(origin, "unexpected or repeated key: " + what);
      }
    }
    json.endObject();
    if (type == null || shape == null || offsets == null) {
      throw new WeightsFormatException(
          origin, "tensor '" + name + "' lacks dtype, shape or data_offsets");
    }
    require(offsets.size() == 2, "tensor '" + name + "' has data_offsets " + offsets);
    return entry(name, type, shape, offsets);
  }

  private Entry entry(String name, ElementType type, List<Long> shape, List<Long> offsets)
      throws WeightsFormatException {
    long begin = offsets.get(0);
    long end = offsets.get(1);
    TensorInfo info;
    try {
      info = new TensorInfo(name, type, shape);
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(origin, "tensor '" + name + "': " + e.getMessage(), e);
    }
    require(
        end >= begin && end - begin == info.byteCount(),
        "tensor '"
            + name
            + "' of shape "
            + shape
            + " takes "
            + info.byteCount()
            + " bytes as "
            + type
            + ", its data_offsets are "
            + offsets);
    return new Entry(info, begin, end);
  }

  private ElementType type(String text, String name) throws WeightsFormatException {
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw new WeightsFormatException(
        origin,
        "tensor '"
            + name
            + "' has dtype '"
            + text
            + "', expected one of "
            + List.of(ElementType.values()));
  }

  private List<Long> numbers(String what) throws IOException {
    List<Long> numbers = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      require(json.peek() == JsonToken.NUMBER, what + " holds something that is not a number");
      String digits = json.nextString();
      require(
          digits.length() <= MAX_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9'),
          what + " holds " + digits + ", expected a nonnegative integer of at most 18 digits");
      require(numbers.size() < MAX_DIMENSIONS, what + " has more than " + MAX_DIMENSIONS);
      numbers.add(Long.valueOf(digits));
    }
    json.endArray();
    return numbers;
  }

  private String string(String what) throws IOException {
    require(json.peek() == JsonToken.STRING, what + " is not a string");
    return text(json.nextString());
  }

  /** Refuses unpaired surrogates ("\ud800"), which JSON can express but UTF-8 cannot. */
  private String text(String text) throws WeightsFormatException {
    boolean half = text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    require(!half, "the header contains an unpaired surrogate");
    return text;
  }

  private void require(boolean condition, String problem) throws WeightsFormatException {
    if (!condition) {
      throw new WeightsFormatException(origin, problem);
    }
  }
}
