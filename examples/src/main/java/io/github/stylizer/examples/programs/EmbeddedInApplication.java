package io.github.stylizer.examples.programs;

import io.github.stylizer.Stylizer;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A style in an application: opened at its start, shared by its threads, closed at its end. */
public final class EmbeddedInApplication implements AutoCloseable {
  private final Stylizer stylizer;

  /**
   * Loads the style, so that an application without one fails at its start.
   *
   * @param network a trained network
   * @throws IOException if it cannot be read
   */
  public EmbeddedInApplication(Path network) throws IOException {
    stylizer = Stylizer.owning(FastNet.load(network)).size(1024);
  }

  /**
   * Paints an upload. Safe for concurrent use.
   *
   * @param upload the bytes of a picture that nobody vouches for
   * @return a PNG
   * @throws IOException if they are no picture or a huge one; the message is for the user
   */
  public byte[] paint(byte[] upload) throws IOException {
    // The size is checked before anything is decoded: a small file can claim to be huge.
    ImageDecoder decoder = ImageDecoder.standard().maxPixels(24_000_000);
    var photo = decoder.read(new ByteArrayInputStream(upload), "the upload");
    return ImageEncoder.png(stylizer.apply(photo));
  }

  @Override // waits for those who still paint
  public void close() {
    stylizer.close();
  }

  /**
   * Is the application: paints photos in two threads.
   *
   * @param args the network and photos
   * @throws Exception if one of them cannot be used
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      throw new IllegalArgumentException("usage: EmbeddedInApplication NETWORK PHOTO...");
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (EmbeddedInApplication application = new EmbeddedInApplication(Path.of(args[0]))) {
      List<Callable<byte[]>> uploads = new ArrayList<>();
      for (String photo : List.of(args).subList(1, args.length)) {
        uploads.add(() -> application.paint(Files.readAllBytes(Path.of(photo))));
      }
      for (Future<byte[]> picture : threads.invokeAll(uploads)) {
        System.out.println("a PNG of " + picture.get().length + " bytes");
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
