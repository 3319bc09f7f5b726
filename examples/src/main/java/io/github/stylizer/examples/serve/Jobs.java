package io.github.stylizer.examples.serve;

import io.github.stylizer.examples.serve.Clients.Client;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs of all clients, until some time after they have ended. */
final class Jobs {
  private static final int ID_BYTES = 18;

  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final ServiceLimits limits;
  private final Painters painters;

  Jobs(ServiceLimits limits, Painters painters) {
    this.limits = limits;
    this.painters = painters;
  }

  int size() {
    return jobs.size();
  }

  /** Starts a job; its upload counts as held until it is painted. */
  Job start(Order order, Exchange exchange) {
    forgetOld();
    if (jobs.size() >= ServiceLimits.MOST_JOBS) {
      throw ServiceException.later(503, "there are too many jobs: try again later", 30);
    }
    Client client = exchange.client();
    Job job = new Job(newId());
    Painting painting =
        painters.submit(
            client,
            order.cost(),
            order.kind(),
            () -> {
              job.started();
              return order.paint(job::onProgress);
            });
    job.paintedBy(painting);
    jobs.put(job.id(), job);
    long upload = exchange.handOver();
    painting.whenDone(
        (result, failure) -> {
          client.release(upload);
          if (failure != null) {
            order.discard();
          }
          job.ended(result, failure == null ? null : Failures.of(failure));
          if (!jobs.containsKey(job.id())) {
            job.discard();
          }
          forgetOld();
        });
    return job;
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /** A job; whoever knows its number may have it, and nobody can guess one. */
  Job get(String id) {
    Job job = jobs.get(id);
    if (job == null) {
      throw new ServiceException(404, "there is no such job, or its result is no longer kept");
    }
    return job;
  }

  void cancel(String id) {
    Job job = get(id);
    Painting painting = job.painting();
    if (painting != null) {
      painters.cancel(painting);
    }
    forget(job);
  }

  /** Forgets what is too old, and the oldest if all take too much memory. */
  void forgetOld() {
    long now = System.nanoTime();
    for (Job job : jobs.values()) {
      if (job.state().isFinal() && now - job.ended() > limits.kept().toNanos()) {
        forget(job);
      }
    }
    List<Job> done =
        jobs.values().stream()
            .filter(job -> job.state().isFinal())
            .sorted(Comparator.comparingLong(Job::ended))
            .toList();
    long bytes = done.stream().mapToLong(Job::bytes).sum();
    for (Job oldest : done) {
      if (bytes <= limits.keptBytes()) {
        break;
      }
      bytes -= oldest.bytes();
      forget(oldest);
    }
  }

  private void forget(Job job) {
    if (jobs.remove(job.id(), job)) {
      job.discard();
    }
  }

  boolean areFetched() {
    return jobs.values().stream().allMatch(Job::isFetched);
  }
}
