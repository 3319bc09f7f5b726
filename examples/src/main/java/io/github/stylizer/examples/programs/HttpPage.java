package io.github.stylizer.examples.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Answers with the page for browsers, or with the names of the styles. */
record HttpPage(String names) implements HttpHandler {

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream page = HttpPage.class.getResourceAsStream("HttpService.html")) {
      String path = exchange.getRequestURI().getPath();
      boolean list = path.equals("/styles");
      byte[] body = list ? names.getBytes(StandardCharsets.UTF_8) : page.readAllBytes();
      String type = (list ? "text/plain" : "text/html") + "; charset=utf-8";
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(list || path.equals("/") ? 200 : 404, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
