package io.github.stylizer.examples.programs;

import com.sun.net.httpserver.HttpServer;
import io.github.stylizer.NamedStyle;
import io.github.stylizer.StyleModel;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.StyleGallery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Paints over HTTP (see {@link HttpPainting}), with a page for browsers. */
public final class HttpService implements AutoCloseable {
  static final int MOST_THREADS = 64;

  static {
    // Seconds for a request, also for one whose headers never end.
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
  }

  // Connections beyond these are closed at once.
  private final ExecutorService threads =
      new ThreadPoolExecutor(0, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>());
  private final HttpServer server;

  /** Starts the service on the loopback interface: put a proxy in front for access and limits. */
  HttpService(int port, Map<String, StyleModel> styles) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", new HttpPage(String.join("\n", styles.keySet())));
    server.createContext(HttpPainting.PATH, new HttpPainting(styles));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /**
   * Runs the service until the process ends.
   *
   * @param args the port
   * @throws IOException if a style cannot be read or the port is taken
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: HttpService PORT");
    }
    Map<String, StyleModel> styles = new TreeMap<>();
    try (MetaNet network = MetaNet.compact()) {
      for (NamedStyle style : StyleGallery.styles()) {
        // 1.7 MB each, kept until the process ends.
        styles.put(style.name(), network.style(StyleGallery.code(style.name())));
      }
    }
    new HttpService(Integer.parseInt(args[0]), styles);
    System.out.println("open http://localhost:" + args[0] + "/");
  }
}
