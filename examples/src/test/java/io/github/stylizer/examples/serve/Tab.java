package io.github.stylizer.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A tab of {@link Chromium}. */
final class Tab implements WebSocket.Listener {
  private static final long SECONDS = 120;
  private static final int CLICKS = 5;

  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> calls = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private WebSocket socket;

  static Tab connect(HttpClient client, URI address) throws Exception {
    Tab tab = new Tab();
    tab.socket = client.newWebSocketBuilder().buildAsync(address, tab).get();
    tab.call("Runtime.enable", Map.of());
    tab.call("Log.enable", Map.of());
    tab.call("Page.enable", Map.of());
    return tab;
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean isLast) {
    text.append(data);
    if (isLast) {
      JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
      text.setLength(0);
      if (message.has("id")) {
        calls.remove(message.get("id").getAsInt()).complete(message);
      } else {
        complain(message);
      }
    }
    webSocket.request(1);
    return null;
  }

  private void complain(JsonObject message) {
    String method = message.get("method").getAsString();
    JsonObject of = message.getAsJsonObject("params");
    boolean violates = method.equals("Log.entryAdded") && of.toString().contains("\"security\"");
    if (method.equals("Runtime.exceptionThrown") || violates) {
      complaints.add(of.toString());
    }
  }

  /** Uncaught exceptions, and what the page's content security policy kept from happening. */
  List<String> complaints() {
    return complaints;
  }

  JsonObject call(String method, Map<String, ?> parameters) throws Exception {
    JsonObject call = new JsonObject();
    int id = last.incrementAndGet();
    call.addProperty("id", id);
    call.addProperty("method", method);
    call.add("params", JsonParser.parseString(Exchange.toJson(parameters)));
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    calls.put(id, answer);
    socket.sendText(call.toString(), true).get();
    JsonObject result = answer.get(SECONDS, TimeUnit.SECONDS);
    assertThat(result.has("error")).as(method + ": " + result).isFalse();
    return result.getAsJsonObject("result");
  }

  void go(String address) throws Exception {
    call("Page.navigate", Map.of("url", address));
    await("document.documentElement?.dataset.ready === 'true'");
  }

  /** Evaluates an expression, which may be a promise. */
  JsonElement evaluate(String expression) throws Exception {
    JsonObject result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    assertThat(result.has("exceptionDetails")).as(expression + ": " + result).isFalse();
    JsonElement value = result.getAsJsonObject("result").get("value");
    return value == null ? new JsonObject() : value;
  }

  String text(String selector) throws Exception {
    return evaluate("document.querySelector('" + selector + "').innerText").getAsString();
  }

  /** Waits until an expression is true. */
  void await(String expression) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    // While a page is being left there may be none to ask.
    while (!"true"
        .equals(evaluate("Promise.resolve(" + expression + ").then(String)").getAsString())) {
      if (System.nanoTime() > end) {
        fail("not within " + SECONDS + " s: " + expression + "; the page says: " + text("body"));
      }
      Thread.sleep(50);
    }
  }

  /** Clicks in the middle of an element, as a mouse does, once the page lies still. */
  void click(String selector) throws Exception {
    evaluate(
        "document.querySelector('"
            + selector
            + "').addEventListener('click', () => { window.clicked = true; }, {capture: true})");
    evaluate("window.clicked = false");
    for (int tries = 0; tries < CLICKS; tries++) {
      clickAt(still(selector));
      if (evaluate("window.clicked").getAsBoolean()) {
        return;
      }
    }
    fail("no click arrived at " + selector + "; the page says: " + text("body"));
  }

  /** Where the middle of an element is, once it moves no more. */
  private JsonArray still(String selector) throws Exception {
    JsonArray before = new JsonArray();
    while (true) {
      JsonArray at =
          evaluate(
                  "(() => { const e = document.querySelector('"
                      + selector
                      + "'); e.scrollIntoView({block: 'center'});"
                      + " const r = e.getBoundingClientRect();"
                      + " return [r.x + r.width / 2, r.y + r.height / 2]; })()")
              .getAsJsonArray();
      if (at.equals(before)) {
        return at;
      }
      before = at;
      Thread.sleep(50);
    }
  }

  private void clickAt(JsonArray at) throws Exception {
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              at.get(0).getAsDouble(),
              "y",
              at.get(1).getAsDouble(),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  /** Presses and releases a key. */
  void key(String key, int code) throws Exception {
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
    }
  }

  void chooseFile(String selector, Path file) throws Exception {
    JsonObject element =
        call(
            "Runtime.evaluate", Map.of("expression", "document.querySelector('" + selector + "')"));
    call(
        "DOM.setFileInputFiles",
        Map.of(
            "files",
            List.of(file.toAbsolutePath().toString()),
            "objectId",
            element.getAsJsonObject("result").get("objectId").getAsString()));
  }

  void resize(int width, int height, String scheme) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Ends what the page does, such as connections, of which a browser opens six at most. */
  void close() throws Exception {
    call("Page.close", Map.of());
  }

  void screenshot(Path file) throws Exception {
    JsonObject shot = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(shot.get("data").getAsString()));
  }
}
