package dev.sluice.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ApiKeys;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The description that a gateway gives of its internal API, held against what it does. */
@ContractTest
class OpenApiTest {
  private static final Settings SETTINGS = Settings.defaults()
      .set("sluice.limits.message-bytes", "1000B")
      .set("sluice.limits.topics-per-publish", "10")
      .set(
          "sluice.internal.api-keys",
          ApiKeys.list(
              ApiKeys.key("all", "publish", "admin"),
              ApiKeys.key("publisher", "publish"),
              ApiKeys.key("graphs", "metrics")));

  @RegisterExtension
  static final Gateway gateway = Gateway.start(SETTINGS);

  private static final Description DESCRIPTION =
      new Description(Http.get(gateway.internalUrl().resolve("/openapi.json")).body());

  static Stream<Example> successes() {
    return Successes.at(gateway);
  }

  static Stream<Example> refusals() {
    return Refusals.all();
  }

  static Stream<Example> otherProblems() {
    return operations("default").map(Example::ofAnyProblem);
  }

  /** Without a key. */
  static Stream<Example> unauthorized() {
    return operations("401").map(operation -> Example.of(operation, 401));
  }

  /** With the key of one who may do something else. */
  static Stream<Example> forbidden() {
    return operations("403").map(operation -> {
      boolean publishing = DESCRIPTION.scopes(operation).contains("publish");
      return Example.of(operation, 403)
          .with("application/json", "{\"topics\":[\"a\"],\"data\":1}")
          .by(publishing ? "graphs" : "publisher");
    });
  }

  /** What a gateway that goes away takes on no more. */
  static Stream<Example> unavailable() {
    return operations("503").map(operation -> Example.of(operation, 503));
  }

  private static Stream<String> operations(String status) {
    return DESCRIPTION.answers().stream()
        .filter(answer -> answer.endsWith(" " + status))
        .map(answer -> answer.substring(0, answer.lastIndexOf(' ')));
  }

  @ParameterizedTest
  @MethodSource({"successes", "refusals", "otherProblems"})
  void answersAsDescribed(Example example) {
    check(example.by("all"));
  }

  @ParameterizedTest
  @MethodSource({"unauthorized", "forbidden"})
  void letsInAsDescribed(Example example) {
    check(example);
  }

  @Test
  void hasRoomForSoManyTraces() {
    Example one =
        Example.of("POST", Refusals.TRACES, 409).at("/v1/traces?user=u").by("all");
    try (Gateway busy = Gateway.start(SETTINGS)) {
      Set<Integer> statuses = new HashSet<>();
      while (!statuses.contains(409)) {
        statuses.add(one.ask(busy.internalAddress()).status());
      }
      assertThat(statuses).containsExactlyInAnyOrder(201, 409);
      check(one, one.ask(busy.internalAddress()));
    }
  }

  @Test
  void takesNoBadConfiguration() {
    gateway.configure(SETTINGS.set("sluice.nonsense", "1"));
    check(Example.of("POST", Refusals.RELOAD, 422).by("all"));
    gateway.configure(SETTINGS);
  }

  private static Stream<Example> inTestsOfTheirOwn() {
    return Stream.of(
        Example.of("POST", Refusals.TRACES, 409), Example.of("POST", Refusals.RELOAD, 422));
  }

  @Test
  void answersAsDescribedWhileItGoesAway() {
    try (Gateway leaving = Gateway.start(Settings.defaults().set("sluice.drain", "1m"));
        RawWebSocket stubborn =
            RawWebSocket.open(RawConnection.to(leaving.publicAddress()), "/v1/topics/a")) {
      CompletableFuture<Void> drain = CompletableFuture.runAsync(leaving::drain);
      assertThat(stubborn.closeCode()).isEqualTo(1001);
      unavailable().forEach(example -> check(example, example.ask(leaving.internalAddress())));
      assertThat(drain).isNotDone();
    }
  }

  private static void check(Example example) {
    check(example, example.ask(gateway.internalAddress()));
  }

  private static void check(Example example, RawResponse response) {
    assertThat(response.status()).as(response.body()).isEqualTo(example.expected());
    assertThat(DESCRIPTION.faults(example.method(), example.path(), example.status(), response))
        .as("%s", response)
        .isEmpty();
  }

  /** So that nothing is described that is not tried here. */
  @Test
  void hasAnExampleOfEveryAnswer() {
    Set<String> tried = Stream.of(
            successes(),
            refusals(),
            otherProblems(),
            unauthorized(),
            forbidden(),
            unavailable(),
            inTestsOfTheirOwn())
        .flatMap(examples -> examples)
        .map(Example::answer)
        .collect(Collectors.toCollection(TreeSet::new));

    assertThat(tried).isEqualTo(DESCRIPTION.answers());
  }

  @Test
  void describesEveryRouteAndItsScope() {
    Set<String> routes = new TreeSet<>();
    Routes.all()
        .forEach(route ->
            routes.add(route.method() + " " + route.path() + " " + route.scope().label()));
    Set<String> described = new TreeSet<>();
    operations("default").forEach(operation -> {
      Set<String> scopes = DESCRIPTION.scopes(operation);
      assertThat(scopes.size()).isLessThanOrEqualTo(1);
      described.add(operation + " " + (scopes.isEmpty() ? "open" : String.join("", scopes)));
    });

    assertThat(described).isEqualTo(routes);
  }
}
