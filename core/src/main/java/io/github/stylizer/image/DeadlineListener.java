package io.github.stylizer.image;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Aborts a reader between rows, for images of few bytes and many pixels. */
record DeadlineListener(Deadline deadline) implements IIOReadProgressListener {
  @Override
  public void imageProgress(ImageReader reader, float percentage) {
    if (deadline.isOver()) {
      reader.abort();
    }
  }

  @Override
  public void sequenceStarted(ImageReader reader, int minIndex) {}

  @Override
  public void sequenceComplete(ImageReader reader) {}

  @Override
  public void imageStarted(ImageReader reader, int imageIndex) {}

  @Override
  public void imageComplete(ImageReader reader) {}

  @Override
  public void thumbnailStarted(ImageReader reader, int imageIndex, int thumbnailIndex) {}

  @Override
  public void thumbnailProgress(ImageReader reader, float percentage) {}

  @Override
  public void thumbnailComplete(ImageReader reader) {}

  @Override
  public void readAborted(ImageReader reader) {}
}
