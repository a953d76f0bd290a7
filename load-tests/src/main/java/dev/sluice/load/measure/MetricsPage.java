package dev.sluice.load.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One scrape of a gateway's metrics, in Prometheus' text format. Immutable, any thread. */
final class MetricsPage {
  private final Map<String, Double> samples;

  private MetricsPage(Map<String, Double> samples) {
    this.samples = samples;
  }

  /** Lines that are no samples are skipped, as the format says. */
  static MetricsPage parse(String text) {
    Map<String, Double> samples = new HashMap<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      int space = line.lastIndexOf(' ');
      if (space > 0 && !line.startsWith("#")) {
        try {
          samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        } catch (NumberFormatException e) {
          // not a sample
        }
      }
    }
    return new MetricsPage(samples);
  }

  /** A sample by its name with labels, as it is written on the page. */
  @Nullable Double value(String series) {
    return samples.get(series);
  }

  /** All samples of a name whose labels hold the text, added up; 0 where there are none. */
  double sum(String name, String label) {
    Set<Map.Entry<String, Double>> matching = samples.entrySet().stream()
        .filter(e -> e.getKey().startsWith(name + "{") && e.getKey().contains(label))
        .collect(Collectors.toSet());
    return matching.stream().mapToDouble(Map.Entry::getValue).sum();
  }

  boolean has(String name) {
    return samples.keySet().stream().anyMatch(key -> key.startsWith(name));
  }
}
