package dev.sluice.server.transport;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.topic.InvalidTopicException;
import dev.sluice.core.topic.TopicName;
import dev.sluice.core.topic.TopicPattern;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Topics and patterns are those that the contract describes, no other, and come out of a request's
 * target as they went in.
 */
class TopicFuzzTest {
  private static final String CHARACTERS = "[A-Za-z0-9_\\-:@~+=,]";
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,255}$)" + CHARACTERS + "+(\\." + CHARACTERS + "+)*", Pattern.DOTALL);
  private static final Pattern SEGMENT = Pattern.compile(CHARACTERS + "{1,255}");

  @FuzzTest(maxDuration = "5m")
  void takesNamesOfTheContract(byte[] text) {
    String name = new String(text, StandardCharsets.UTF_8);
    try {
      if (!TopicName.require(name).equals(name) || !isName(name)) {
        throw new AssertionError("taken, but no name");
      }
    } catch (InvalidTopicException refused) {
      if (isName(name)) {
        throw new AssertionError("a name, but refused", refused);
      }
    }
  }

  /** A pattern, a line end, and a name. */
  @FuzzTest(maxDuration = "5m")
  void matchesAsTheContractSays(byte[] text) {
    String[] lines = new String(text, StandardCharsets.UTF_8).split("\n", 2);
    try {
      TopicPattern pattern = new TopicPattern(lines[0]);
      if (!isPattern(lines[0])) {
        throw new AssertionError("taken, but no pattern");
      }
      if (lines.length == 2 && isName(lines[1])) {
        requireSameMatch(pattern, lines[1]);
      }
    } catch (InvalidTopicException refused) {
      if (isPattern(lines[0])) {
        throw new AssertionError("a pattern, but refused", refused);
      }
    }
  }

  private static void requireSameMatch(TopicPattern pattern, String name) {
    boolean expected = name.matches(asExpression(pattern.text()));
    if (pattern.matches(name) != expected
        || TopicPattern.anyMatches(List.of(pattern), name) != expected) {
      throw new AssertionError(pattern.text() + " matches " + name + ": not " + expected);
    }
  }

  @FuzzTest(maxDuration = "5m")
  void comesOutOfATargetAsItWentIn(byte[] text) {
    String topic = new String(text, StandardCharsets.UTF_8);
    for (boolean plusIsSpace : new boolean[] {false, true}) {
      requireFound(topic, Http.encode(topic), plusIsSpace);
    }
    if (isName(topic)) {
      requireFound(topic, topic, false); // none of its characters needs an escape
    }
  }

  private static void requireFound(String topic, String written, boolean plusIsSpace) {
    String inPath = Query.parse("/v1/topics/" + written, plusIsSpace).path();
    Query parameters = Query.parse("/v1/subscribe?topic=" + written + "&topic=b", plusIsSpace);
    if (!inPath.equals("/v1/topics/" + topic)
        || !parameters.all("topic").equals(List.of(topic, "b"))) {
      throw new AssertionError(written + " is " + inPath + ", " + parameters.all("topic"));
    }
  }

  @FuzzTest(maxDuration = "5m")
  void takesAnyTargetOrRefusesIt(byte[] text) {
    String target = new String(text, StandardCharsets.ISO_8859_1);
    try {
      Query query = Query.parse(target, false);
      if (query.decoded().length() > 2 * target.length() + 1) {
        throw new AssertionError(query.decoded());
      }
      query.all("topic");
    } catch (ProblemException refused) {
      if (refused.problem().status() != 400 || target.indexOf('%') < 0) {
        throw new AssertionError(refused.problem().detail());
      }
    }
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static boolean isPattern(String text) {
    String[] segments = text.split("\\.", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean rest = i == segments.length - 1 && segments[i].equals("**");
      if (!rest && !segments[i].equals("*") && !SEGMENT.matcher(segments[i]).matches()) {
        return false;
      }
    }
    return true;
  }

  private static String asExpression(String pattern) {
    String each = Pattern.compile("[^.*]+|\\*\\*|[.*]")
        .matcher(pattern)
        .replaceAll(part -> switch (part.group()) {
          case "." -> "\\\\.";
          case "*" -> "[^.]+";
          case "**" -> ".*";
          default -> "\\\\Q" + part.group() + "\\\\E";
        });
    return each.endsWith("\\..*") ? each.substring(0, each.length() - 4) + "(\\..*)?" : each;
  }
}
