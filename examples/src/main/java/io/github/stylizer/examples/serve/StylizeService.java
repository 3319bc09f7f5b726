package io.github.stylizer.examples.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Paints over HTTP until it is closed. */
final class StylizeService implements AutoCloseable {
  private static final int MOST_THREADS = 32;
  private static final Duration FETCH = Duration.ofSeconds(5);

  private final ServeSettings settings;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "service clock");
            thread.setDaemon(true);
            return thread;
          });
  private final Server server;
  private final ServerConnector connector;
  private final Painters painters;
  private final Jobs jobs;
  private final FilmFolder films;
  private final Routes routes;
  private final Entrance entrance;
  private volatile boolean stopping;

  /**
   * Starts the service.
   *
   * @throws IOException if the address is in use or not of this machine
   */
  StylizeService(ServeSettings settings) throws IOException {
    this.settings = settings;
    ServiceMetrics metrics = new ServiceMetrics();
    Clients clients = new Clients(settings.limits());
    byte[] sample = sample();
    StyleShelf shelf = new StyleShelf(sample);
    painters = new Painters(settings.workers(), settings.limits(), clock, metrics);
    jobs = new Jobs(settings.limits(), painters);
    films = new FilmFolder(settings.filmsFolder(), settings.limits().films());
    metrics.gaugeOf("stylize_disk_bytes", "films and their results on the disk", films::used);
    metrics.gaugeOf("stylize_held_bytes", "uploads and pictures in memory", clients::held);
    metrics.gauge("stylize_jobs", "jobs that are running or kept", jobs::size);
    Api api =
        new Api(
            settings.limits(),
            shelf,
            painters,
            jobs,
            films,
            new PageFiles(sample),
            metrics,
            clock,
            () -> stopping);
    routes = api.routes();
    entrance = new Entrance(settings, clients, routes, metrics, () -> stopping);
    server = new Server(new QueuedThreadPool(MOST_THREADS));
    connector = connector();
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(settings.limits().connections(), connector));
    server.setHandler(sharing(entrance));
    server.setErrorHandler(new JsonErrors());
    shelf.warmUp();
    Future<?> unused = clock.scheduleWithFixedDelay(jobs::forgetOld, 1, 1, TimeUnit.MINUTES);
    start();
  }

  private static byte[] sample() throws IOException {
    try (InputStream stream =
        StylizeService.class.getResourceAsStream("/io/github/stylizer/examples/cat.jpg")) {
      if (stream == null) {
        throw new IOException("the sample photo is missing: build the program again");
      }
      return stream.readAllBytes();
    }
  }

  private ServerConnector connector() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(ServiceLimits.HEADER_BYTES);
    http.setIdleTimeout(ServiceLimits.IDLE.toMillis());
    ServerConnector made =
        new ServerConnector(server, new HttpConnectionFactory(http)) {
          @Override
          protected SocketChannelEndPoint newEndPoint(
              SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            return new WatchedConnection(channel, selector, key, getScheduler(), getExecutor());
          }
        };
    made.setHost(settings.host());
    made.setPort(settings.port());
    made.setIdleTimeout(ServiceLimits.IDLE.toMillis());
    return made;
  }

  private Handler sharing(Handler inner) {
    if (settings.origins().isEmpty()) {
      return inner;
    }
    CrossOriginHandler handler = new CrossOriginHandler();
    handler.setHandler(inner);
    handler.setAllowedOriginPatterns(
        Set.copyOf(settings.origins().stream().map(Pattern::quote).toList()));
    handler.setAllowedMethods(Set.of("GET", "HEAD", "POST", "DELETE"));
    handler.setAllowedHeaders(Set.of("Authorization", "Content-Type"));
    handler.setExposedHeaders(Set.of("Location", "Retry-After"));
    handler.setDeliverPreflightRequests(false);
    return handler;
  }

  private void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      abandon();
      throw new IOException(
          settings.host()
              + ":"
              + settings.port()
              + ": cannot listen there ("
              + rootMessage(e)
              + "); use another --port or --host",
          e);
    } catch (Exception e) {
      abandon();
      throw new IllegalStateException("the server cannot be started", e);
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private void abandon() {
    painters.close();
    clock.shutdownNow();
    stopServer();
    films.close();
  }

  Routes routes() {
    return routes;
  }

  int port() {
    return connector.getLocalPort();
  }

  /** The address to open in a browser. */
  String address() {
    InetAddress bound = ((InetSocketAddress) Objects.requireNonNull(localAddress())).getAddress();
    String host = bound.isAnyLocalAddress() ? "localhost" : settings.host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
  }

  private @Nullable SocketAddress localAddress() {
    try {
      return ((ServerSocketChannel) connector.getTransport()).getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether others than this machine can reach it. */
  boolean isPublic() {
    return !(localAddress() instanceof InetSocketAddress bound
        && bound.getAddress().isLoopbackAddress());
  }

  /**
   * Stops: refuses new pictures and those that wait, delivers those that are being painted.
   *
   * @return whether all of them were delivered in time
   */
  boolean stop() {
    stopping = true;
    boolean painted = painters.drain(settings.limits().drain());
    long end = System.nanoTime() + FETCH.toNanos();
    try {
      while ((entrance.active() > 0 || !jobs.areFetched()) && System.nanoTime() < end) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
    return painted;
  }

  @Override
  public void close() {
    stopping = true;
    painters.close();
    stopServer();
    clock.shutdownNow();
    films.close();
  }

  private void stopServer() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }

  /** What Jetty itself refuses, such as a request that is no HTTP, in the form of our errors. */
  private static final class JsonErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      byte[] json = json(response.getStatus());
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      response.write(true, ByteBuffer.wrap(json), callback);
      return true;
    }

    private static byte[] json(int status) {
      String line = HttpStatus.getMessage(status);
      return Exchange.toJson(Exchange.error(status, line)).getBytes(StandardCharsets.UTF_8);
    }
  }
}
