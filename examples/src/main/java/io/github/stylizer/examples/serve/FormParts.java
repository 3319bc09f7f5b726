package io.github.stylizer.examples.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a form: into memory, except for a film and for what comes with a large one.
 */
final class FormParts {
  private final Exchange exchange;
  private final @Nullable FilmFolder films;
  private final boolean onDisk;
  private final Map<String, List<String>> texts = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private @Nullable FilmFiles film;
  private boolean hasFilm;

  /**
   * Makes a reader.
   *
   * @param films where films are kept; null if none are taken
   * @param large of a request that is longer than one without a film may be; else null
   */
  FormParts(Exchange exchange, @Nullable FilmFolder films, @Nullable FilmFiles large) {
    this.exchange = exchange;
    this.films = films;
    this.film = large;
    onDisk = large != null;
  }

  CompletableFuture<Form> read(String type) {
    String boundary = MultiPart.extractBoundary(type);
    if (boundary == null) {
      throw new ServiceException(400, "the Content-Type " + Form.MULTIPART + " has no boundary");
    }
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    parser.setMaxParts(ServiceLimits.MOST_PARTS);
    parser.setMaxMemoryFileSize(-1);
    parser.setMaxFileSize(-1);
    parser.setMaxLength(-1);
    parser.setPartHeadersMaxLength(ServiceLimits.PART_HEADER_BYTES);
    int limit = exchange.limits().uploadBytes();
    if (film != null) {
      limit = exchange.limits().films().bytes();
      parser.setFilesDirectory(film.folder());
      parser.setMaxMemoryFileSize(ServiceLimits.PART_MEMORY_BYTES);
      parser.setUseFilesForPartsWithoutFileName(true);
    }
    CompletableFuture<MultiPartFormData.Parts> body = new CompletableFuture<>();
    parser.parse(new LimitedBody(exchange, limit, !onDisk), Promise.Invocable.toPromise(body));
    return body.handle(
        (parts, failure) -> {
          if (failure != null) {
            throw broken(failure);
          }
          try (parts) {
            return form(parts);
          } catch (IOException e) {
            throw new ServiceException(400, "the form cannot be read: " + e.getMessage(), e);
          }
        });
  }

  private static ServiceException broken(Throwable failure) {
    ServiceException known = Failures.of(failure);
    return known.status() == 422 || (known.status() >= 500 && known.retryAfter() == 0)
        ? new ServiceException(400, "the form cannot be read: " + failure.getMessage(), failure)
        : known;
  }

  private Form form(MultiPartFormData.Parts parts) throws IOException {
    for (MultiPart.Part part : parts) {
      String name = Form.checked(String.valueOf(part.getName()));
      if (part.getFileName() == null && !name.equals(Form.PHOTO)) {
        texts.computeIfAbsent(name, key -> new ArrayList<>()).add(text(part));
      } else if (films != null && name.equals(Form.FILM)) {
        takeFilm(films, part);
      } else if (files.putIfAbsent(name, bytes(part)) != null) {
        throw several(name);
      }
    }
    if (onDisk && !hasFilm) {
      throw LimitedBody.tooLarge(exchange.limits().uploadBytes());
    }
    return new Form(texts, files, film);
  }

  private static ServiceException several(String name) {
    return new ServiceException(400, "there are several files called " + name + ", expected one");
  }

  private static String text(MultiPart.Part part) {
    return Form.checked(
        part.getLength() > 4L * ServiceLimits.TEXT_CHARACTERS
            ? "x".repeat(ServiceLimits.TEXT_CHARACTERS + 1)
            : part.getContentAsString(StandardCharsets.UTF_8));
  }

  private void takeFilm(FilmFolder folder, MultiPart.Part part) throws IOException {
    if (hasFilm) {
      throw several(Form.FILM);
    }
    hasFilm = true;
    FilmFiles taken = film == null ? exchange.film(folder, part.getLength()) : film;
    film = taken;
    taken.named(String.valueOf(part.getFileName()));
    long length = part.getLength();
    part.writeTo(taken.film());
    if (!onDisk) {
      exchange.forget(length);
    }
  }

  private byte[] bytes(MultiPart.Part part) throws IOException {
    if (onDisk) {
      if (part.getLength() > exchange.limits().uploadBytes()) {
        throw LimitedBody.tooLarge(exchange.limits().uploadBytes());
      }
      exchange.upload((int) part.getLength());
    }
    return BufferUtil.toArray(Content.Source.asByteBuffer(part.createContentSource()));
  }
}
