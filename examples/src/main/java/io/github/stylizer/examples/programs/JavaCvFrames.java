package io.github.stylizer.examples.programs;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.bytedeco.javacv.OpenCVFrameGrabber;
import org.jspecify.annotations.Nullable;

/** Frames of a camera or a film. Loaded only if it is used, since JavaCV may be missing. */
record JavaCvFrames(FrameGrabber grabber, Java2DFrameConverter converter) implements LiveFrames {
  /** Opens the number of a camera or a film file. */
  static JavaCvFrames open(String source) throws IOException {
    boolean isNumber = source.chars().allMatch(Character::isDigit);
    FrameGrabber grabber =
        isNumber
            ? new OpenCVFrameGrabber(Integer.parseInt(source))
            : new FFmpegFrameGrabber(source);
    try {
      grabber.start();
    } catch (IOException e) {
      grabber.close();
      throw new IOException(source + ": cannot be opened: " + e.getMessage(), e);
    }
    return new JavaCvFrames(grabber, new Java2DFrameConverter());
  }

  @Override
  public @Nullable BufferedImage next() throws IOException, InterruptedException {
    Frame frame = grabber.grabAtFrameRate();
    while (frame != null && frame.image == null) { // sound
      frame = grabber.grabAtFrameRate();
    }
    return frame == null ? null : converter.convert(frame);
  }

  @Override
  public void close() throws IOException {
    grabber.close();
    converter.close();
  }
}
