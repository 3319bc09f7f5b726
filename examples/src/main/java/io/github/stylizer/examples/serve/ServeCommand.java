package io.github.stylizer.examples.serve;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a page and an interface for painting over HTTP, until it is stopped. */
@Command(
    name = "stylize " + ServeCommand.NAME,
    description =
        "Paints over HTTP: a page for browsers, and an interface for programs, which"
            + " /v1/openapi.json describes. Ctrl-C or SIGTERM stops it after what is being painted"
            + " is delivered.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class ServeCommand implements Callable<Integer> {

  /** The first word of the command line. */
  public static final String NAME = "serve";

  private static final String TOKEN_VARIABLE = "STYLIZE_TOKEN";
  private static final int SHORTEST_TOKEN = 16;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to listen at (default: ${DEFAULT-VALUE}); 0 takes any that is free.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen at (default: ${DEFAULT-VALUE}, for this machine only); 0.0.0.0 for all"
              + " networks.")
  private String host;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Pictures that are painted at once (default: one per processor).")
  private @Nullable Integer workers;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "Clients must send Authorization: Bearer TOKEN. Better in the environment variable "
              + TOKEN_VARIABLE
              + ", which other users of the machine cannot see.")
  private @Nullable String token;

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description =
          "Let pages of this site use the service, for instance https://example.org (default: none"
              + " but its own). May be repeated.")
  private List<String> origins = List.of();

  @Option(
      names = "--behind-proxy",
      description =
          "Take the last address of X-Forwarded-For for the client's. Only behind a proxy that"
              + " writes it.")
  private boolean behindProxy;

  @Option(
      names = "--max-size",
      paramLabel = "N",
      defaultValue = "4096",
      description =
          "Longer side of a picture in pixels at most (default: ${DEFAULT-VALUE}); larger photos are"
              + " painted at that size.")
  private int maxSize;

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      defaultValue = "600",
      description = "Requests of one client in a minute (default: ${DEFAULT-VALUE}).")
  private int maxRequests;

  @Option(
      names = "--films-folder",
      paramLabel = "FOLDER",
      defaultValue = "${sys:java.io.tmpdir}",
      description =
          "Where films are while they are painted and until they are fetched (default:"
              + " ${DEFAULT-VALUE}). What a killed service left there is deleted at the next start.")
  private Path filmsFolder;

  @Spec private CommandSpec spec;

  private final PrintStream err;

  /**
   * Makes the command.
   *
   * @param err gets the address, and what happens
   */
  public ServeCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    ServeSettings settings = settings(System.getenv());
    try (StylizeService service = new StylizeService(settings)) {
      err.println("stylize: open " + service.address() + " (Ctrl-C stops it)");
      if (service.isPublic() && settings.token() == null) {
        err.println(
            "stylize: anyone who reaches this machine can use it: set "
                + TOKEN_VARIABLE
                + " or use --host 127.0.0.1");
      }
      awaitInterrupt();
      err.println("stylize: stopping, once what is being painted is delivered");
      if (!service.stop()) {
        err.println("stylize: stopped before everything was painted");
        return 1;
      }
      return 0;
    }
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // The signal to stop. Cleared, so that stopping can wait for what is being painted.
      return;
    }
  }

  private ServeSettings settings(Map<String, String> environment) {
    require(port >= 0 && port < 1 << 16, "--port must be from 0 to 65535, but is " + port);
    require(workers == null || workers >= 1, "--workers must be at least 1, but is " + workers);
    require(
        maxSize >= ServiceLimits.SMALLEST_SIDE,
        "--max-size must be at least " + ServiceLimits.SMALLEST_SIDE + ", but is " + maxSize);
    require(maxRequests >= 1, "--max-requests must be at least 1, but is " + maxRequests);
    String secret = token != null ? token : environment.get(TOKEN_VARIABLE);
    require(
        secret == null || secret.length() >= SHORTEST_TOKEN,
        "the token must have at least "
            + SHORTEST_TOKEN
            + " characters: a shorter one can be guessed");
    for (String origin : origins) {
      require(
          origin.matches("https?://[^/]+"),
          "--allow-origin must be like https://example.org, but is " + origin);
    }
    return new ServeSettings(
        host,
        port,
        workers == null ? Runtime.getRuntime().availableProcessors() : workers,
        secret,
        new LinkedHashSet<>(origins),
        behindProxy,
        filmsFolder,
        ServiceLimits.DEFAULT.with(maxSize, maxRequests));
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
