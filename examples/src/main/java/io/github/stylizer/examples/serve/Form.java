package io.github.stylizer.examples.serve;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * The fields and files of a request: a form, or a photo as the body and fields in the address.
 *
 * @param texts fields by name
 * @param files by the names of their fields, in memory
 * @param film on the disk; null if there is none
 */
record Form(Map<String, List<String>> texts, Map<String, byte[]> files, @Nullable FilmFiles film) {
  static final String PHOTO = "photo";
  static final String FILM = "film";
  static final String MULTIPART = "multipart/form-data";

  Optional<String> text(String name) {
    List<String> values = texts.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new ServiceException(400, name + " is given " + values.size() + " times");
    }
    return values.stream().findFirst();
  }

  /**
   * Reads a request without keeping a thread; fails with what the client is to be told.
   *
   * @param films where films are kept; null if none are taken
   */
  static CompletableFuture<Form> read(Exchange exchange, @Nullable FilmFolder films) {
    Request request = exchange.request();
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    String kind = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean waits = request.getHeaders().contains(HttpHeader.EXPECT);
    ServiceLimits limits = exchange.limits();
    if (kind.equals(MULTIPART)) {
      if (films != null && request.getLength() > limits.uploadBytes()) {
        LimitedBody.requireLength(exchange, limits.films().bytes(), true);
        FormParts parts = new FormParts(exchange, films, exchange.film(films, request.getLength()));
        return parts.read(type).orTimeout(limits.films().upload().toMillis(), MILLISECONDS);
      }
      LimitedBody.requireLength(exchange, limits.uploadBytes(), waits);
      FormParts parts = new FormParts(exchange, films, null);
      return parts.read(type).orTimeout(limits.upload().toMillis(), MILLISECONDS);
    }
    if (kind.startsWith("image/") || kind.equals("application/octet-stream")) {
      LimitedBody.requireLength(exchange, limits.uploadBytes(), waits);
      return binary(exchange).orTimeout(limits.upload().toMillis(), MILLISECONDS);
    }
    throw new ServiceException(
        415,
        "the Content-Type is '"
            + kind
            + "': send "
            + MULTIPART
            + ", image/* or application/octet-stream");
  }

  private static CompletableFuture<Form> binary(Exchange exchange) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(exchange.request())) {
      texts.put(checked(field.getName()), field.getValues().stream().map(Form::checked).toList());
    }
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    Content.Source.asByteArrayAsync(
        new LimitedBody(exchange, exchange.limits().uploadBytes(), true),
        Integer.MAX_VALUE,
        Promise.Invocable.toPromise(body));
    return body.thenApply(bytes -> new Form(texts, Map.of(PHOTO, bytes), null));
  }

  static String checked(String text) {
    if (text.length() > ServiceLimits.TEXT_CHARACTERS) {
      throw new ServiceException(
          400, "a field has more than " + ServiceLimits.TEXT_CHARACTERS + " characters");
    }
    return text;
  }
}
