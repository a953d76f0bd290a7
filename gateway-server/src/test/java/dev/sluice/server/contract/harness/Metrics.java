package dev.sluice.server.contract.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples of one scrape, in Prometheus' text format. */
public final class Metrics {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)");

  private final Map<String, Double> samples;

  private Metrics(Map<String, Double> samples) {
    this.samples = samples;
  }

  /** Reads a scrape; each line has to be a comment or a sample. */
  public static Metrics read(String text) {
    Map<String, Double> samples = new LinkedHashMap<>();
    text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
      Matcher matcher = SAMPLE.matcher(line);
      if (!matcher.matches()) {
        throw new AssertionError("not a sample: " + line);
      }
      String labels = matcher.group(2) == null ? "" : "{" + matcher.group(2) + "}";
      samples.put(matcher.group(1) + labels, Double.valueOf(matcher.group(3)));
    });
    return new Metrics(samples);
  }

  /** Whether there is a sample of that name, whatever its labels. */
  public boolean has(String name) {
    return samples.keySet().stream()
        .anyMatch(key -> key.equals(name) || key.startsWith(name + "{"));
  }

  /** Whether there is a sample of that name with such a label: {@code name="value"}. */
  public boolean has(String name, String label) {
    return samples.keySet().stream()
        .anyMatch(key -> key.startsWith(name + "{") && key.contains(label));
  }

  /** The sum over all samples of a name that have a label; 0 where there is none. */
  public double sum(String name, String label) {
    return samples.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(name + "{"))
        .filter(entry -> entry.getKey().contains(label))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The sum over all samples of a name. */
  public double sum(String name) {
    return samples.entrySet().stream()
        .filter(entry -> entry.getKey().equals(name) || entry.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
