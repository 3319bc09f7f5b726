package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.data.Crop;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.io.Interruption;
import io.github.stylizer.internal.loss.StatisticsLoss;
import io.github.stylizer.internal.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Assembles the training of a MetaNet: initial network, paintings and loss.
 *
 * @param extractor computes the loss
 * @param encoder computes the statistics of paintings for the network; may be the same
 */
record MetaNetTraining(
    FeatureExtractor extractor,
    FeatureExtractor encoder,
    MetaNetOptions options,
    Training training) {
  private static final StyleFilters UNIT = new GeneratedFilters(true);

  /** Starts or resumes a training, and returns the number of completed steps. */
  interface Run {
    long of(MetaNetTask task) throws IOException;
  }

  /** Trains a network, which the caller closes. */
  MetaNet run(Run run, ProgressListener listener) throws IOException {
    Objects.requireNonNull(listener, "listener");
    StatisticsLoss loss = options.loss(extractor);
    // Paintings last: encoding them takes long, so errors should be found first.
    try (MetaNetParameters start = start();
        StyleSampler paintings = paintings(loss, listener);
        MetaNetTask task = task(start, loss, paintings)) {
      long steps = run.of(task);
      return new MetaNet(encoder, task.averaged(), task.provenance(steps));
    }
  }

  private StyleSampler paintings(StatisticsLoss loss, ProgressListener listener)
      throws IOException {
    StyleSampler compared = paintings(new StyleStatistics(extractor, loss::style), listener);
    // The same paintings: those of a step follow from its number and the seed.
    return encoder == extractor
        ? compared
        : new TwoViewStyles(compared, paintings(new StyleStatistics(encoder), listener));
  }

  private StyleSampler paintings(StyleStatistics reader, ProgressListener listener)
      throws IOException {
    ImageFolder folder = ImageFolder.of(options.styles().folder());
    if (!options.styles().encodedOnce()) {
      Crop random = Crop.randomResized(StyleStatistics.SIZE, MetaNetTrainer.SMALLEST_SCALE, 1);
      return new CroppedPaintings(reader, folder, random, options.styles().schedule());
    }
    try {
      Crop center = Crop.resizedCenter(StyleStatistics.SIZE);
      return StatisticsTable.of(reader, folder, center, options.styles().schedule(), listener);
    } catch (InterruptedException e) {
      throw Interruption.during("encoding paintings", e);
    }
  }

  private MetaNetParameters start() throws IOException {
    if (options.initial() == null) {
      return MetaNetParameters.random(options.architecture(), options.seed());
    }
    MetaNetArchitecture wanted = options.architecture();
    MetaNetLoader loader = MetaNet.loader(options.initial(), encoder);
    MetaNetParameters parameters =
        (wanted.filters().equals(UNIT) ? loader.unitFilters() : loader).parameters();
    if (!parameters.architecture().equals(wanted)) {
      parameters.close();
      throw new WeightsFormatException(
          options.initial(),
          String.format(
              Locale.ROOT,
              "has a network of %s, but this training is of %s: choose the same sizes",
              parameters.architecture(),
              wanted));
    }
    return parameters;
  }

  private MetaNetTask task(MetaNetParameters start, StatisticsLoss loss, StyleSampler paintings)
      throws IOException {
    if (options.initial() == null) {
      paintings.normalize(start);
    }
    Map<String, String> description = new LinkedHashMap<>(options.description());
    String taps = String.join(" ", extractor.taps());
    description.put("taps", taps);
    if (encoder != extractor) {
      description.put("read at", String.join(" ", encoder.taps()));
    }
    description.put("initialized_from", options.initial() == null ? "random" : start.fingerprint());
    description.put("paintings", paintings.description());
    Map<String, String> provenance = MetaNetFile.metadata(start.architecture(), encoder.taps());
    description.forEach(provenance::putIfAbsent);
    provenance.putAll(training.provenance());
    provenance.put(
        "styles", String.valueOf(options.styles().folder().toAbsolutePath().getFileName()));
    Steadiness steadiness = new Steadiness(options.steadinessWeight(), options.seed());
    return new MetaNetTask(start, loss, steadiness, paintings, shown(), description, provenance);
  }

  /** The statistics of the validation styles. */
  private List<float[]> shown() throws IOException {
    StyleStatistics reader = new StyleStatistics(encoder);
    List<float[]> statistics = new ArrayList<>();
    for (Path file : options.validationStyles()) {
      statistics.add(reader.resizedStatistics(ImageDecoder.standard().read(file)));
    }
    return statistics;
  }
}
