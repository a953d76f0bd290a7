package dev.sluice.server.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request target's path and parameters, decoded. Immutable, any thread.
 *
 * @param path decoded
 * @param parameters values by name, in their order
 */
public record Query(String path, Map<String, List<String>> parameters) {
  private static final int MAX_PARAMETERS = 4096;

  /**
   * Takes a request target in origin form apart.
   *
   * @param plusIsSpace in parameters, as HTML forms have it; not where topics stand there, which
   *     may have a plus sign
   * @throws ProblemException 400 if its percent encoding is broken
   */
  public static Query parse(String target, boolean plusIsSpace) {
    try {
      QueryStringDecoder decoder = QueryStringDecoder.builder()
          .charset(StandardCharsets.UTF_8)
          .maxParams(MAX_PARAMETERS)
          .semicolonIsNormalChar(true)
          .htmlQueryDecoding(plusIsSpace)
          .build(target);
      return new Query(decoder.path(), decoder.parameters());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.badRequest("the request target is not percent-encoded right"));
    }
  }

  /** All values of a parameter. */
  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /**
   * The value of a parameter, null where it isn't given.
   *
   * @throws ProblemException 400 if it is given twice
   */
  public @Nullable String one(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new ProblemException(Problem.badRequest("parameter " + name + " is given twice"));
    }
    return values.isEmpty() ? null : values.get(0);
  }
}
