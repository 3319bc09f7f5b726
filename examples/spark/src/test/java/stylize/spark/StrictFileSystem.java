package stylize.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local disk, by another name, which like HDFS renames no file to one that is there. */
public final class StrictFileSystem extends RawLocalFileSystem {
  static final String SCHEME = "strict";

  static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setClass(
        "fs." + SCHEME + ".impl", StrictFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    return configuration;
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    // Two threads that both find nothing there are told apart, as HDFS does.
    synchronized (StrictFileSystem.class) {
      return !exists(to) && super.rename(from, to);
    }
  }
}
