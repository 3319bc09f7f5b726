package io.github.stylizer.examples.serve;

import io.github.stylizer.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A picture or a film that is painted while its client waits for events. Safe for concurrent use.
 */
final class Job {

  /** What becomes of a job. */
  enum State {
    WAITING,
    PAINTING,
    DONE,
    FAILED,
    CANCELED;

    boolean isFinal() {
      return this == DONE || this == FAILED || this == CANCELED;
    }
  }

  private final String id;
  private final List<EventStream> streams = new ArrayList<>();
  private State state = State.WAITING;
  private @Nullable Painting painting;
  private @Nullable Progress progress;
  private @Nullable Progress begun;
  private @Nullable Result result;
  private @Nullable ServiceException failure;
  private boolean fetched;
  private long ended;

  Job(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  synchronized void paintedBy(Painting submitted) {
    painting = submitted;
  }

  synchronized @Nullable Painting painting() {
    return painting;
  }

  synchronized State state() {
    return state;
  }

  /** When it came to its end, in nanoseconds. */
  synchronized long ended() {
    return ended;
  }

  synchronized long bytes() {
    return result == null ? 0 : result.held();
  }

  synchronized boolean isFetched() {
    return fetched || state != State.DONE;
  }

  /** What is painted, or a failure that says why there is nothing. */
  synchronized Result result() {
    if (result != null) {
      fetched = true;
      return result;
    }
    if (failure != null) {
      throw failure;
    }
    throw ServiceException.later(409, "it is not painted yet: wait for the event done", 1);
  }

  void onProgress(Progress now) {
    synchronized (this) {
      if (state.isFinal()) {
        return;
      }
      state = State.PAINTING;
      progress = now;
      // The first frame of a film, or step, takes longer than the next ones.
      boolean isNext = begun != null && begun.stage().equals(now.stage());
      if (now.done() > 0 && !isNext) {
        begun = now;
      }
    }
    tell();
  }

  void started() {
    synchronized (this) {
      if (state != State.WAITING) {
        return;
      }
      state = State.PAINTING;
    }
    tell();
  }

  void ended(@Nullable Result painted, @Nullable ServiceException why) {
    synchronized (this) {
      result = painted;
      // What its client has sent is not needed any more.
      painting = null;
      failure = why;
      ended = System.nanoTime();
      boolean canceled = why != null && why.status() == 410;
      state = painted != null ? State.DONE : canceled ? State.CANCELED : State.FAILED;
    }
    tell();
  }

  /** Frees what its result takes on the disk. */
  void discard() {
    Result unwanted;
    synchronized (this) {
      unwanted = result;
    }
    if (unwanted != null) {
      unwanted.discard();
    }
  }

  /** Tells what is known now, and then what happens, until the end. */
  void addStream(EventStream stream) {
    synchronized (this) {
      streams.add(stream);
    }
    tell();
  }

  synchronized void removeStream(EventStream stream) {
    streams.remove(stream);
  }

  private synchronized void tell() {
    String name =
        switch (state) {
          case WAITING, PAINTING -> "progress";
          case DONE -> "done";
          case FAILED -> "failed";
          case CANCELED -> "canceled";
        };
    String data = Exchange.toJson(description());
    for (EventStream stream : List.copyOf(streams)) {
      stream.send(name, data, state.isFinal());
    }
  }

  synchronized Map<String, Object> description() {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("id", id);
    text.put("state", state.name().toLowerCase(Locale.ROOT));
    if (progress != null) {
      text.put("stage", progress.stage());
      text.put("done", progress.done());
      text.put("total", progress.total());
      if (state == State.PAINTING && begun != null && progress.done() > begun.done()) {
        text.put("secondsLeft", secondsLeft(begun, progress));
      }
    }
    if (failure != null) {
      text.put("status", failure.status());
      text.put("error", failure.line());
    }
    text.put("events", "/v1/jobs/" + id + "/events");
    text.put("result", "/v1/jobs/" + id + "/result");
    return text;
  }

  private static long secondsLeft(Progress since, Progress now) {
    double seconds = now.elapsed().minus(since.elapsed()).toMillis() / 1e3;
    double each = seconds / (now.done() - since.done());
    return Math.round(each * Math.max(0, now.total() - now.done()));
  }
}
