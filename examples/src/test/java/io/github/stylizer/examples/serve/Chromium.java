package io.github.stylizer.examples.serve;

import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Chromium of this machine, without a window, driven by its own protocol. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private Chromium(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it, or skips the test where there is none. */
  static Chromium start(Path profile) throws Exception {
    Path program = program();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolveSibling("chromium.log").toFile())
            .start();
    Path ports = profile.resolve("DevToolsActivePort");
    for (int tries = 0; !Files.exists(ports) || Files.size(ports) == 0; tries++) {
      if (!process.isAlive() || tries > 600) {
        process.destroyForcibly();
        abort("Chromium does not start here: " + program);
      }
      Thread.sleep(100);
    }
    return new Chromium(process, Integer.parseInt(Files.readAllLines(ports).get(0)));
  }

  private static Path program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> abort("there is no Chromium on the PATH (Debian's package chromium)"));
  }

  /** Opens a new tab. */
  Tab open() throws Exception {
    String encoded = URLEncoder.encode("about:blank", StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?" + encoded))
            .PUT(BodyPublishers.noBody())
            .build();
    String answer = client.send(request, BodyHandlers.ofString()).body();
    String socket =
        JsonParser.parseString(answer).getAsJsonObject().get("webSocketDebuggerUrl").getAsString();
    return Tab.connect(client, URI.create(socket));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
