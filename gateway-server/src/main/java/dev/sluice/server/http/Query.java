package dev.sluice.server.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request target's path and parameters, decoded. Immutable, any thread. */
public final class Query {
  private static final int MAX_PARAMETERS = 4096;

  private final String path;

  /** Names and values in turn; there are few, and most are asked for once. */
  private final List<String> parameters;

  private Query(String path, List<String> parameters) {
    this.path = path;
    this.parameters = parameters;
  }

  /**
   * Takes a request target in origin form apart.
   *
   * @param plusIsSpace in parameters, as HTML forms have it; not where topics stand there, which
   *     may have a plus sign
   * @throws ProblemException 400 if its percent encoding is broken
   */
  public static Query parse(String target, boolean plusIsSpace) {
    return isPlain(target, plusIsSpace) ? plain(target) : decoded(target, plusIsSpace);
  }

  /** True where nothing is to be decoded, as in most targets. */
  private static boolean isPlain(String target, boolean plusIsSpace) {
    return target.indexOf('%') < 0
        && target.indexOf('#') < 0
        && !(plusIsSpace && target.indexOf('+') >= 0);
  }

  private static Query plain(String target) {
    int pathEnd = target.indexOf('?');
    if (pathEnd < 0) {
      return new Query(target, List.of());
    }
    List<String> parameters = new ArrayList<>();
    int end = pathEnd;
    while (end < target.length() && parameters.size() < 2 * MAX_PARAMETERS) {
      int begin = end + 1;
      end = target.indexOf('&', begin);
      end = end < 0 ? target.length() : end;
      addPlain(parameters, target, begin, end);
    }
    return new Query(target.substring(0, pathEnd), parameters);
  }

  /** As the decoder has it: what has no name is none, and an equals sign does not begin one. */
  private static void addPlain(List<String> parameters, String target, int from, int to) {
    int begin = from;
    while (begin < to && target.charAt(begin) == '=') {
      begin++;
    }
    if (begin == to) {
      return;
    }
    int equals = target.indexOf('=', begin);
    boolean hasValue = equals >= 0 && equals < to;
    parameters.add(target.substring(begin, hasValue ? equals : to));
    parameters.add(hasValue ? target.substring(equals + 1, to) : "");
  }

  private static Query decoded(String target, boolean plusIsSpace) {
    try {
      QueryStringDecoder decoder = QueryStringDecoder.builder()
          .charset(StandardCharsets.UTF_8)
          .maxParams(MAX_PARAMETERS)
          .semicolonIsNormalChar(true)
          .htmlQueryDecoding(plusIsSpace)
          .build(target);
      List<String> parameters = new ArrayList<>();
      decoder
          .parameters()
          .forEach((name, values) -> values.forEach(value -> {
            parameters.add(name);
            parameters.add(value);
          }));
      return new Query(decoder.path(), parameters);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.badRequest("the request target is not percent-encoded right"));
    }
  }

  /** The path, decoded. */
  public String path() {
    return path;
  }

  /** Path and parameters as a client meant them, for people to read. */
  public String decoded() {
    StringBuilder text = new StringBuilder(path);
    for (int i = 0; i < parameters.size(); i += 2) {
      text.append(i == 0 ? '?' : '&').append(parameters.get(i)).append('=');
      text.append(parameters.get(i + 1));
    }
    return text.toString();
  }

  /** All values of a parameter, in their order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i += 2) {
      if (parameters.get(i).equals(name)) {
        values.add(parameters.get(i + 1));
      }
    }
    return values;
  }

  /**
   * The value of a parameter, null where it isn't given.
   *
   * @throws ProblemException 400 if it is given twice
   */
  public @Nullable String one(String name) {
    String value = null;
    for (int i = 0; i < parameters.size(); i += 2) {
      if (parameters.get(i).equals(name)) {
        if (value != null) {
          throw new ProblemException(Problem.badRequest("parameter " + name + " is given twice"));
        }
        value = parameters.get(i + 1);
      }
    }
    return value;
  }
}
