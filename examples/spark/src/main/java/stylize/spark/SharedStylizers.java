package stylize.spark;

import io.github.stylizer.Stylizer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.TaskContext;

/**
 * The stylizers of a process, one for each job, which all of its tasks paint with. A stylizer is
 * opened by the first task, and closed when the process ends, or, in a process that runs many jobs,
 * freed once {@value #KEPT} others were used after it.
 */
final class SharedStylizers {
  private static final int KEPT = 4;
  private static final String THREADS = "ai.djl.pytorch.num_threads";
  private static final Map<String, Stylizer> OPEN = new LinkedHashMap<>(16, 0.75f, true);

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(SharedStylizers::closeAll, "stylize-spark-close"));
  }

  private SharedStylizers() {}

  /**
   * Returns the stylizer of a job, ready to paint. Other tasks wait while it is prepared.
   *
   * @param job what tells this job from others
   * @throws IOException if the style cannot be read
   */
  static synchronized Stylizer get(String job, StylizerSource source) throws IOException {
    Stylizer open = OPEN.get(job);
    if (open != null) {
      return open;
    }
    // As many threads for each pass as Spark gives to the task. PyTorch is told when it is loaded.
    TaskContext task = TaskContext.get();
    if (task != null && System.getProperty(THREADS) == null) {
      System.setProperty(THREADS, Integer.toString(task.cpus()));
    }
    Stylizer opened = source.open();
    try {
      opened.prepare();
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    OPEN.put(job, opened);
    if (OPEN.size() > KEPT) {
      // Not closed: a task of another job may paint with it. It is freed with the last reference.
      OPEN.remove(OPEN.keySet().iterator().next());
    }
    return opened;
  }

  private static synchronized void closeAll() {
    OPEN.values().forEach(Stylizer::close);
    OPEN.clear();
  }
}
