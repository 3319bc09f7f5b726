package io.github.stylizer.examples.serve;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** The files of the page for browsers, by a list: no name leads to any other file. */
final class PageFiles {
  private static final String INDEX = "index.html";
  private static final String SAMPLE = "sample.jpg";
  private static final List<String> NAMES =
      List.of(
          INDEX,
          "style.css",
          "main.js",
          "api.js",
          "gallery.js",
          "compare.js",
          "controls.js",
          "film.js",
          "image-field.js",
          "store.js",
          "icon.svg",
          SAMPLE);
  private static final Map<String, String> TYPES =
      Map.of(
          "html",
          "text/html; charset=utf-8",
          "css",
          "text/css; charset=utf-8",
          "js",
          "text/javascript; charset=utf-8",
          "svg",
          "image/svg+xml",
          "jpg",
          "image/jpeg");

  /** A file and the tag by which browsers know it again. */
  private record Page(byte[] bytes, String type, String tag) {}

  private final Map<String, Page> pages = new TreeMap<>();

  PageFiles(byte[] sample) throws IOException {
    for (String name : NAMES) {
      byte[] bytes = name.equals(SAMPLE) ? sample : resource("page/" + name);
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      pages.put(name, new Page(bytes, Objects.requireNonNull(type, name), tag(bytes)));
    }
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream stream = PageFiles.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new FileNotFoundException("the resource " + name + " is missing: build it again");
      }
      return stream.readAllBytes();
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void index(Exchange exchange) {
    send(INDEX, exchange);
  }

  void send(String name, Exchange exchange) {
    Page page = pages.get(name);
    if (page == null) {
      throw new ServiceException(404, "there is no such page; the first one is /");
    }
    exchange.header(HttpHeader.CACHE_CONTROL.asString(), "no-cache");
    exchange.header(HttpHeader.ETAG.asString(), page.tag());
    Request request = exchange.request();
    if (page.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
      exchange.empty(304);
      return;
    }
    exchange.body(200, page.type(), page.bytes());
  }
}
