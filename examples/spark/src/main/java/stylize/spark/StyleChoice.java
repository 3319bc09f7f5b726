package stylize.spark;

import io.github.stylizer.Style;
import io.github.stylizer.StyleCode;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A style as the command line names it: a bundled one, or the content of a file.
 *
 * @param name of the bundled style, or of the file
 * @param content of a painting or a style code; empty for a bundled style
 */
record StyleChoice(String name, byte[] content) implements Serializable {
  private static final String CODE = ".style";

  /**
   * Finds a style. A file is read and decoded on the driver, so that one that cannot be used does
   * not begin a job.
   *
   * @throws IOException if there is neither a style nor a readable file of that name
   */
  static StyleChoice of(String name, Configuration hadoop) throws IOException {
    if (Stylizer.styles().stream().anyMatch(style -> style.name().equals(name))) {
      return new StyleChoice(name, new byte[0]);
    }
    Path file = new Path(name);
    FileSystem files = file.getFileSystem(hadoop);
    if (!files.exists(file)) {
      throw new IOException(name + ": there is no bundled style and no file of that name");
    }
    StyleChoice choice =
        new StyleChoice(
            name,
            new PhotoFolder(files.makeQualified(file).getParent(), files).read(file.getName()));
    choice.style();
    return choice;
  }

  /** Returns the style. */
  Style style() throws IOException {
    if (content.length == 0) {
      return Style.of(name);
    }
    return name.endsWith(CODE)
        ? Style.of(StyleCode.load(content, name))
        : Style.of(ImageDecoder.standard().read(content, name));
  }
}
