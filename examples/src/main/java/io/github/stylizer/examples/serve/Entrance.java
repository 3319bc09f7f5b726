package io.github.stylizer.examples.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Decides who may come in, before anything of the body is read, and counts the answers. */
final class Entrance extends Handler.Abstract.NonBlocking {
  private static final String BEARER = "bearer ";
  private static final Set<String> CHANGING = Set.of("POST", "DELETE", "PUT", "PATCH");
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " media-src blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final ServeSettings settings;
  private final Clients clients;
  private final Routes routes;
  private final ServiceMetrics metrics;
  private final BooleanSupplier stopping;
  private final AtomicInteger active = new AtomicInteger();

  Entrance(
      ServeSettings settings,
      Clients clients,
      Routes routes,
      ServiceMetrics metrics,
      BooleanSupplier stopping) {
    this.settings = settings;
    this.clients = clients;
    this.routes = routes;
    this.metrics = metrics;
    this.stopping = stopping;
  }

  /** Requests that are not answered yet. */
  int active() {
    return active.get();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    active.incrementAndGet();
    String path = request.getHttpURI().getDecodedPath();
    String known = path == null ? "" : path;
    Request.addCompletionListener(
        request,
        failure -> {
          active.decrementAndGet();
          metrics.answered(method(request), routes.template(known), response.getStatus());
        });
    protect(response.getHeaders());
    Exchange exchange =
        Exchange.of(request, response, callback, clients.of(address(request)), settings.limits());
    try {
      requireWelcome(exchange, known);
      routes.handle(exchange, known);
    } catch (RuntimeException e) {
      exchange.fail(e);
    }
    return true;
  }

  private static String method(Request request) {
    String method = request.getMethod();
    return CHANGING.contains(method) || method.equals("GET") || method.equals("HEAD")
        ? method
        : "other";
  }

  private static void protect(HttpFields.Mutable headers) {
    headers.put("Content-Security-Policy", CONTENT_POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
  }

  private String address(Request request) {
    String address = Request.getRemoteAddr(request);
    if (settings.behindProxy()) {
      // The last one is the proxy's own; those before it are whatever a client wrote.
      String forwarded = request.getHeaders().get("X-Forwarded-For");
      if (forwarded != null) {
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return last.length() <= 64 ? last : last.substring(0, 64);
      }
    }
    return address == null ? "" : address;
  }

  private void requireWelcome(Exchange exchange, String path) {
    Request request = exchange.request();
    boolean changes = CHANGING.contains(request.getMethod());
    boolean open =
        !(path.startsWith("/v1/") || path.equals("/metrics")) || path.equals("/v1/openapi.json");
    if (changes) {
      requireOwnPage(request);
    }
    if (!open) {
      requireToken(exchange);
      if (path.startsWith("/v1/")) {
        exchange.client().request();
      }
    }
    if (stopping.getAsBoolean() && request.getMethod().equals("POST")) {
      throw Painters.stopped();
    }
  }

  /**
   * Any page of the web can make a browser post to this machine; only ours and allowed ones may.
   */
  private void requireOwnPage(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin == null || settings.origins().contains(origin)) {
      return;
    }
    String host = request.getHeaders().get(HttpHeader.HOST);
    String authority = origin.substring(origin.indexOf("://") < 0 ? 0 : origin.indexOf("://") + 3);
    if (host == null || !authority.equalsIgnoreCase(host)) {
      throw new ServiceException(
          403, "pages of other sites may not use this service; its owner can allow them");
    }
  }

  private void requireToken(Exchange exchange) {
    String token = settings.token();
    if (token == null) {
      return;
    }
    String given = bearer(exchange.request().getHeaders().get(HttpHeader.AUTHORIZATION));
    if (given == null || !MessageDigest.isEqual(bytes(given), bytes(token))) {
      exchange.header(HttpHeader.WWW_AUTHENTICATE.asString(), "Bearer");
      throw new ServiceException(
          401, "this service wants a token: send the header Authorization: Bearer TOKEN");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String bearer(@Nullable String header) {
    return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? header.substring(BEARER.length()).strip()
        : null;
  }
}
