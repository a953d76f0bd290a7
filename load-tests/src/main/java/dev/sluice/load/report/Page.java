package dev.sluice.load.report;

import java.util.List;
import java.util.stream.Collectors;

/** The comparison as one page that needs nothing else. Any thread. */
final class Page {
  private static final String STYLE = """
      body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; max-width: 1100px; margin: 2rem auto; padding: 0 1rem }
      h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px }
      th, td { padding: .3rem .55rem; text-align: right; border-bottom: 1px solid #dde1e6 }
      th { font-weight: 600; vertical-align: bottom } th:first-child, td:first-child { text-align: left }
      .wide { overflow-x: auto } .small { color: #57606a; font-size: 13px } .failed { color: #b3261e }
      code { background: #f3f4f6; padding: .1rem .3rem; border-radius: 3px } svg { max-width: 100%; height: auto }
      """;

  private final Comparison comparison;
  private final StringBuilder html = new StringBuilder();

  private Page(Comparison comparison) {
    this.comparison = comparison;
  }

  static String of(Comparison comparison, Plots plots) {
    return new Page(comparison).write(plots);
  }

  private String write(Plots plots) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<title>Which transport: measured</title>\n<style>\n").append(STYLE);
    html.append("</style>\n</head>\n<body>\n<h1>Which transport: measured</h1>\n");
    paragraph("", comparison.loadInWords() + ".");
    paragraph("small", comparison.date() + " · " + comparison.machine());
    html.append("<p class=\"small\"><code>").append(Svg.escape(comparison.command()));
    html.append("</code></p>\n<h2>In plain words</h2>\n");
    comparison.advice().forEach(line -> paragraph("", line));
    comparison.failures().forEach(line -> paragraph("failed", "Failed: " + line));
    comparison.notes().forEach(line -> paragraph("", "Note: " + line));
    comparison.rates().forEach(rate -> table(rate, comparison.at(rate)));
    Column.LEGEND.forEach(line -> paragraph("small", line));
    for (String plot : List.of(plots.latency(), plots.cpu(), plots.bytes())) {
      html.append("<figure>\n").append(plot).append("</figure>\n");
    }
    html.append("</body>\n</html>\n");
    return html.toString();
  }

  private void paragraph(String type, String text) {
    html.append(type.isEmpty() ? "<p>" : "<p class=\"" + type + "\">");
    html.append(Svg.escape(text)).append("</p>\n");
  }

  private void table(double rate, List<Row> rows) {
    html.append("<h2>At ").append(Numbers.plain(rate)).append(" messages/s</h2>\n");
    html.append("<div class=\"wide\"><table>\n");
    line("th", Column.ALL.stream().map(Column::title).toList());
    rows.forEach(row ->
        line("td", Column.ALL.stream().map(column -> column.cell().apply(row)).toList()));
    html.append("</table></div>\n");
  }

  private void line(String cell, List<String> cells) {
    html.append(cells.stream()
        .map(text -> "<" + cell + ">" + Svg.escape(text) + "</" + cell + ">")
        .collect(Collectors.joining("", "<tr>", "</tr>\n")));
  }
}
