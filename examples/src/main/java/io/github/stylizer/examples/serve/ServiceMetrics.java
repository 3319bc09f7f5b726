package io.github.stylizer.examples.serve;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What the service counts, in the text format of Prometheus. */
final class ServiceMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();
  private final Counter requests =
      Counter.builder()
          .name("stylize_requests_total")
          .help("requests by route and status")
          .labelNames("method", "route", "status")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("stylize_painting_seconds")
          .help("time to paint a picture")
          .classicOnly()
          .classicUpperBounds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
          .labelNames("quality")
          .register(registry);

  void answered(String method, String route, int status) {
    requests.labelValues(method, route, String.valueOf(status)).inc();
  }

  void painted(String quality, double time) {
    seconds.labelValues(quality).observe(time);
  }

  void gauge(String name, String help, IntSupplier value) {
    gaugeOf(name, help, () -> value.getAsInt());
  }

  void gaugeOf(String name, String help, LongSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call((double) value.getAsLong()))
        .register(registry);
  }

  String type() {
    return writer.getContentType();
  }

  byte[] text() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    writer.write(text, registry.scrape());
    return text.toByteArray();
  }
}
