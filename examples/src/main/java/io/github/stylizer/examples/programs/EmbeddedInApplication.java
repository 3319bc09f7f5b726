package io.github.stylizer.examples.programs;

import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.metanet.MetaNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A style in an application: opened at startup, shared by threads, closed at shutdown. */
public final class EmbeddedInApplication implements AutoCloseable {
  private final StyleModel model;
  private final Stylizer stylizer;

  /**
   * Prepares the style, so that a missing one fails at startup.
   *
   * @param painting any image
   * @throws IOException if it cannot be read
   */
  public EmbeddedInApplication(Path painting) throws IOException {
    try (MetaNet network = MetaNet.compact()) {
      model = network.style(ImageDecoder.standard().read(painting));
    }
    stylizer = Stylizer.style(model).size(1024);
  }

  /**
   * Paints an upload. Safe for concurrent use.
   *
   * @param upload the bytes of an untrusted image
   * @return a PNG
   * @throws IOException if they are not an image or a huge one; the message is for the user
   */
  public byte[] paint(byte[] upload) throws IOException {
    // The size is checked before anything is decoded: a small file can claim to be huge.
    ImageDecoder decoder = ImageDecoder.standard().maxPixels(24_000_000);
    var photo = decoder.read(upload, "the upload");
    return ImageEncoder.png(stylizer.apply(photo));
  }

  @Override // blocks until calls in progress finish
  public void close() {
    model.close();
  }

  /**
   * Runs the application: paints photos in two threads.
   *
   * @param args the painting and photos
   * @throws Exception if one of them cannot be used
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      throw new IllegalArgumentException("usage: EmbeddedInApplication PAINTING PHOTO...");
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
