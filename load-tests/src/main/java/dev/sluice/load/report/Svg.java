package dev.sluice.load.report;

import dev.sluice.load.plan.Transport;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A picture in the making. One thread. */
final class Svg {
  /** A place in the picture. */
  record Dot(double x, double y) {}

  private static final int FONT = 13;

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;

  Svg(int width, int height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  /** Told apart by those who see fewer colours, too (Okabe and Ito). */
  static String colour(Transport transport) {
    return switch (transport) {
      case WS -> "#0072b2";
      case SSE -> "#d55e00";
      case STREAM -> "#009e73";
      case LONG_POLL -> "#cc79a7";
      case POLL -> "#7a6a00";
    };
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  void text(double x, double y, String anchor, String content) {
    text(x, y, anchor, "#1b1f24", content);
  }

  void text(double x, double y, String anchor, String colour, String content) {
    add(String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
        x,
        y,
        anchor,
        colour,
        escape(content)));
  }

  void rule(double x1, double y1, double x2, double y2, String colour) {
    add(String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
        x1,
        y1,
        x2,
        y2,
        colour));
  }

  void bar(double x, double y, double barWidth, double barHeight, String colour) {
    add(String.format(
        Locale.ROOT,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
        x,
        y,
        barWidth,
        barHeight,
        colour));
  }

  void curve(List<Dot> dots, String colour) {
    String points = dots.stream()
        .map(dot -> String.format(Locale.ROOT, "%.1f,%.1f", dot.x(), dot.y()))
        .collect(Collectors.joining(" "));
    add(String.format(
        Locale.ROOT,
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        points,
        colour));
    dots.forEach(dot -> add(String.format(
        Locale.ROOT,
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
        dot.x(),
        dot.y(),
        colour)));
  }

  private void add(String element) {
    body.append(element).append('\n');
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d"\
         role="img" font-family="system-ui, sans-serif" font-size="%d">
        <title>%s</title>
        <rect width="%d" height="%d" fill="#ffffff"/>
        %s</svg>
        """, width, height, width, height, FONT, escape(title), width, height, body);
  }
}
