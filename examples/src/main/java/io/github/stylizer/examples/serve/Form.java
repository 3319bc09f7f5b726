package io.github.stylizer.examples.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;

/** The fields and files of a request: a form, or a photo as the body and fields in the address. */
record Form(Map<String, List<String>> texts, Map<String, byte[]> files) {
  static final String PHOTO = "photo";
  private static final String MULTIPART = "multipart/form-data";

  Optional<String> text(String name) {
    List<String> values = texts.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new ServiceException(400, name + " is given " + values.size() + " times");
    }
    return values.stream().findFirst();
  }

  /** Reads a request without keeping a thread; fails with what the client is to be told. */
  static CompletableFuture<Form> read(Exchange exchange) {
    Request request = exchange.request();
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    String kind = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    LimitedBody.requireLength(exchange, request.getHeaders().contains(HttpHeader.EXPECT));
    CompletableFuture<Form> form;
    if (kind.equals(MULTIPART)) {
      form = parts(exchange, type);
    } else if (kind.startsWith("image/") || kind.equals("application/octet-stream")) {
      form = binary(exchange);
    } else {
      throw new ServiceException(
          415,
          "the Content-Type is '"
              + kind
              + "': send "
              + MULTIPART
              + ", image/* or application/octet-stream");
    }
    return form.orTimeout(exchange.limits().upload().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static CompletableFuture<Form> binary(Exchange exchange) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(exchange.request())) {
      texts.put(checked(field.getName()), field.getValues().stream().map(Form::checked).toList());
    }
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    Content.Source.asByteArrayAsync(
        new LimitedBody(exchange), Integer.MAX_VALUE, Promise.Invocable.toPromise(body));
    return body.thenApply(bytes -> new Form(texts, Map.of(PHOTO, bytes)));
  }

  private static CompletableFuture<Form> parts(Exchange exchange, String type) {
    String boundary = MultiPart.extractBoundary(type);
    if (boundary == null) {
      throw new ServiceException(400, "the Content-Type " + MULTIPART + " has no boundary");
    }
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    parser.setMaxParts(ServiceLimits.MOST_PARTS);
    parser.setMaxMemoryFileSize(-1);
    parser.setMaxFileSize(-1);
    parser.setMaxLength(-1);
    parser.setPartHeadersMaxLength(ServiceLimits.PART_HEADER_BYTES);
    CompletableFuture<MultiPartFormData.Parts> body = new CompletableFuture<>();
    parser.parse(new LimitedBody(exchange), Promise.Invocable.toPromise(body));
    return body.handle(
        (parts, failure) -> {
          if (failure != null) {
            throw broken(failure);
          }
          try (parts) {
            return ofParts(parts);
          }
        });
  }

  private static ServiceException broken(Throwable failure) {
    ServiceException known = Failures.of(failure);
    return known.status() == 422 || (known.status() >= 500 && known.retryAfter() == 0)
        ? new ServiceException(400, "the form cannot be read: " + failure.getMessage(), failure)
        : known;
  }

  private static Form ofParts(MultiPartFormData.Parts parts) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (MultiPart.Part part : parts) {
      String name = checked(String.valueOf(part.getName()));
      boolean isFile = part.getFileName() != null || name.equals(PHOTO);
      if (isFile && files.putIfAbsent(name, bytes(part)) != null) {
        throw new ServiceException(
            400, "there are several files called " + name + ", expected one");
      } else if (!isFile) {
        String text =
            part.getLength() > 4L * ServiceLimits.TEXT_CHARACTERS
                ? "x".repeat(ServiceLimits.TEXT_CHARACTERS + 1)
                : part.getContentAsString(StandardCharsets.UTF_8);
        texts.computeIfAbsent(name, key -> new ArrayList<>()).add(checked(text));
      }
    }
    return new Form(texts, files);
  }

  private static byte[] bytes(MultiPart.Part part) {
    try {
      return BufferUtil.toArray(Content.Source.asByteBuffer(part.createContentSource()));
    } catch (IOException e) {
      throw new ServiceException(400, "the form cannot be read: " + e.getMessage(), e);
    }
  }

  private static String checked(String text) {
    if (text.length() > ServiceLimits.TEXT_CHARACTERS) {
      throw new ServiceException(
          400, "a field has more than " + ServiceLimits.TEXT_CHARACTERS + " characters");
    }
    return text;
  }
}
