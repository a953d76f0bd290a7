package dev.sluice.load.report;

import java.util.ArrayList;
import java.util.List;

/** The comparison as text. Any thread. */
public final class TerminalTable {
  private static final String GAP = "  ";

  private TerminalTable() {}

  public static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    text.append(comparison.loadInWords()).append('\n');
    text.append(comparison.machine()).append('\n');
    for (double rate : comparison.rates()) {
      text.append("\nat ").append(Numbers.plain(rate)).append(" messages/s\n");
      appendTable(text, comparison.at(rate));
    }
    text.append('\n');
    Column.LEGEND.forEach(line -> text.append(line).append('\n'));
    appendList(text, "note: ", comparison.notes());
    appendList(text, "FAILED: ", comparison.failures());
    text.append('\n');
    comparison.advice().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static void appendTable(StringBuilder text, List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(Column.ALL.stream().map(Column::title).toList());
    rows.forEach(row ->
        lines.add(Column.ALL.stream().map(column -> column.cell().apply(row)).toList()));
    for (List<String> line : lines) {
      StringBuilder cells = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        int column = i;
        int width =
            lines.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        String fill = " ".repeat(width - line.get(i).length());
        cells.append(i == 0 ? line.get(i) + fill : GAP + fill + line.get(i));
      }
      text.append(cells.toString().stripTrailing()).append('\n');
    }
  }

  private static void appendList(StringBuilder text, String mark, List<String> lines) {
    lines.forEach(line -> text.append(mark).append(line).append('\n'));
  }
}
