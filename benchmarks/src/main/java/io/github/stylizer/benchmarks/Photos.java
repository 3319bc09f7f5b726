package io.github.stylizer.benchmarks;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Photos and paintings in Java memory, different at every call. */
@State(Scope.Benchmark)
public class Photos {
  private static final int DISTINCT = 32;

  /** Width and height of every image in pixels. */
  @Param("256")
  public int size;

  /** The batch size. */
  @Param("1")
  public int batch;

  private final AtomicInteger calls = new AtomicInteger();
  private List<BufferedImage> photos;
  private List<BufferedImage> paintings;

  /** Creates the images. */
  @Setup
  public void open() {
    int count = Math.max(DISTINCT, batch);
    photos = RandomPictures.squares(count, size, 1);
    paintings = RandomPictures.squares(count, size, 1_000_000);
  }

  /** Returns the next photos, all different. */
  List<BufferedImage> photos() {
    return next(photos);
  }

  /** Returns the next paintings, all different. */
  List<BufferedImage> paintings() {
    return next(paintings);
  }

  private List<BufferedImage> next(List<BufferedImage> pictures) {
    int first = calls.getAndAdd(batch);
    List<BufferedImage> next = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      next.add(pictures.get(Math.floorMod(first + i, pictures.size())));
    }
    return next;
  }
}
