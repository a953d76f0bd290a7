package dev.sluice.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * An OpenAPI document, and what can be checked by it. Answers may have no members that it does not
 * name.
 */
final class Description {
  private static final String BASE = "https://sluice.invalid/openapi.json";
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private final JsonNode document;
  private final SchemaRegistry schemas;

  Description(String json) {
    document = RawJson.tree(json);
    JsonNode closed = document.deepCopy();
    close(closed.path("components").path("schemas"));
    schemas = SchemaRegistry.withDialect(
        Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(BASE, closed.toString())));
  }

  /** Lets objects have only the properties that are listed. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(Description::close);
  }

  /** Every operation and answer: {@code GET /v1/topics 200}. */
  Set<String> answers() {
    Set<String> answers = new TreeSet<>();
    forEachOperation((name, operation) -> operation
        .path("responses")
        .properties()
        .forEach(response -> answers.add(name + " " + response.getKey())));
    return answers;
  }

  /** What a key needs for an operation, whichever way it is sent. */
  Set<String> scopes(String name) {
    String[] parts = name.split(" ", 2);
    String pointer = "/paths/" + escaped(parts[1]) + "/" + parts[0].toLowerCase(Locale.ROOT);
    Set<String> scopes = new TreeSet<>();
    for (JsonNode way : document.at(pointer).path("security")) {
      way.forEach(needed -> needed.forEach(scope -> scopes.add(scope.textValue())));
    }
    return scopes;
  }

  private void forEachOperation(BiConsumer<String, JsonNode> action) {
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        String method = member.getKey().toUpperCase(Locale.ROOT);
        if (METHODS.contains(method)) {
          action.accept(method + " " + path.getKey(), member.getValue());
        }
      }
    }
  }

  /** What is wrong with an answer; empty where it is as described. */
  List<String> faults(String method, String path, String status, RawResponse response) {
    String pointer = resolved(
        "/paths/" + escaped(path) + "/" + method.toLowerCase(Locale.ROOT) + "/responses/" + status);
    JsonNode described = document.at(pointer);
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, JsonNode> header : described.path("headers").properties()) {
      boolean required = header.getValue().path("required").booleanValue();
      if (required && response.header(header.getKey()).isEmpty()) {
        faults.add("no " + header.getKey());
      }
    }
    faults.addAll(bodyFaults(pointer, described.path("content"), response));
    return faults;
  }

  private List<String> bodyFaults(String pointer, JsonNode content, RawResponse response) {
    String type = response.header("Content-Type").split(";", 2)[0];
    if (content.isEmpty()) {
      return response.body().isEmpty() && type.isEmpty() ? List.of() : List.of("has a body");
    }
    if (!content.has(type)) {
      return List.of("has content type " + type);
    }
    String media = pointer + "/content/" + escaped(type);
    if (content.path(type).has("x-line-schema")) {
      return response
          .body()
          .lines()
          .flatMap(line -> faults(media + "/x-line-schema", line))
          .toList();
    }
    return type.endsWith("json") ? faults(media + "/schema", response.body()).toList() : List.of();
  }

  private Stream<String> faults(String pointer, String json) {
    return schemas
        .getSchema(SchemaLocation.of(BASE + "#" + pointer))
        .validate(RawJson.tree(json))
        .stream()
        .map(Object::toString);
  }

  /** Where it really is, if there is only a reference. */
  private String resolved(String pointer) {
    JsonNode reference = document.at(pointer).path("$ref");
    return reference.isMissingNode() ? pointer : reference.textValue().substring(1);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
