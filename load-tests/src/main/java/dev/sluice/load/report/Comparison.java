package dev.sluice.load.report;

import dev.sluice.load.measure.Measurement;
import dev.sluice.load.plan.LoadPlan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * All runs of one command beside each other. Immutable, any thread.
 *
 * @param rows by rate, and within it in the order of the runs
 * @param advice plain words
 * @param failures of all runs, each with the run's name
 * @param notes likewise
 */
public record Comparison(
    String date,
    Machine machine,
    String command,
    LoadPlan load,
    List<Row> rows,
    List<String> advice,
    List<String> failures,
    List<String> notes,
    List<Measurement> runs) {

  public static Comparison of(List<Measurement> runs, Machine machine, String command) {
    List<Row> rows = runs.stream().flatMap(run -> Row.of(run).stream()).toList();
    LoadPlan load = runs.get(0).plan();
    List<String> failures = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Measurement run : runs) {
      run.failures().forEach(failure -> failures.add(name(run) + ": " + failure));
      run.notes().forEach(note -> notes.add(name(run) + ": " + note));
    }
    return new Comparison(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        machine,
        command,
        load,
        rows,
        Advice.on(rows, load),
        List.copyOf(failures),
        List.copyOf(notes),
        List.copyOf(runs));
  }

  private static String name(Measurement run) {
    String who =
        run.transports().size() == 1 ? run.transports().get(0).transport().title() : "run";
    return who + " at " + Numbers.plain(run.plan().rate()) + "/s";
  }

  public boolean passed() {
    return failures.isEmpty();
  }

  List<Double> rates() {
    LinkedHashSet<Double> rates = new LinkedHashSet<>();
    rows.forEach(row -> rates.add(row.rate()));
    return List.copyOf(rates);
  }

  List<Row> at(double rate) {
    return rows.stream().filter(row -> row.rate() == rate).toList();
  }

  /** What was asked of every transport, in a sentence. */
  String loadInWords() {
    return String.format(
        "%s: %,d subscribers of each transport, %s, messages of %,d bytes, %s messages/s, %s s measured",
        load.question().label(),
        load.users(),
        load.topics() == 1 ? "one topic" : load.topics() + " topics",
        load.size(),
        String.join(", ", rates().stream().map(Numbers::plain).toList()),
        Numbers.plain(load.durationMillis() / 1000.0));
  }
}
