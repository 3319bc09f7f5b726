package io.github.stylizer.examples.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.image.ImageFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers {@code POST /stylize/STYLE}, with a photo as the body, with a stream of events: {@code
 * progress}, the number of steps done, and {@code picture}, a data URL of a PNG.
 */
final class HttpPainting implements HttpHandler {
  static final String PATH = "/stylize/";
  static final int MAX_BYTES = 20_000_000;
  private static final Duration TIME = Duration.ofSeconds(30); // to send and to decode a photo
  private final Map<String, StyleModel> styles;
  private final Semaphore places = new Semaphore(8); // photos in memory: one painted, others wait
  private final Lock painter = new ReentrantLock(true); // one uses all processors already

  HttpPainting(Map<String, StyleModel> styles) {
    this.styles = styles;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    // Looked up, never used as a path: a name cannot escape the folder.
    StyleModel style = styles.get(exchange.getRequestURI().getPath().substring(PATH.length()));
    HttpAnswer answer = new HttpAnswer(exchange);
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        answer.refuse(405, "POST a photo");
      } else if (style == null) {
        answer.refuse(404, "no such style; styles are " + styles.keySet());
      } else {
        paint(exchange.getRequestBody(), Stylizer.style(style), answer);
      }
    }
  }

  private void paint(InputStream body, Stylizer stylizer, HttpAnswer answer) throws IOException {
    // Before taking a place, which a slow client would hold.
    byte[] upload = HttpUpload.read(body, MAX_BYTES + 1, TIME);
    if (upload.length > MAX_BYTES) {
      answer.refuse(413, "the photo has more than " + MAX_BYTES + " bytes");
    } else if (!places.tryAcquire()) {
      answer.refuse(503, "too many photos are waiting, try again later");
    } else {
      try {
        // An event to a disconnected client fails, which ends the painting.
        Stylizer telling = stylizer.onProgress(p -> answer.event("progress", p.done()));
        answer.picture(painted(upload, telling));
      } catch (ImageFormatException | IllegalArgumentException e) {
        answer.fail(400, String.valueOf(e.getMessage()));
      } finally {
        places.release();
      }
    }
  }

  private byte[] painted(byte[] upload, Stylizer stylizer) throws IOException {
    painter.lock();
    try {
      ImageDecoder decoder = ImageDecoder.standard().maxPixels(12_000_000).timeLimit(TIME);
      return ImageEncoder.png(stylizer.apply(decoder.read(upload, "the photo")));
    } finally {
      painter.unlock();
    }
  }
}
