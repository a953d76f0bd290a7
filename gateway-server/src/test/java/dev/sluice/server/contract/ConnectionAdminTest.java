package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.PollAnswer;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.RawStream;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see of connections, and how they end them. */
@ContractTest
class ConnectionAdminTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  private final String topic = gateway.newTopic();
  private final List<Subscriber> subscribers = new ArrayList<>();

  @AfterEach
  void goAway() {
    subscribers.forEach(Subscriber::close);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"POLL", "POLL_HTTP_2"},
      mode = EnumSource.Mode.EXCLUDE)
  void tellsOfASubscriber(Mode mode) {
    subscribe(mode);
    List<JsonNode> connections = list("topic=" + topic);

    assertThat(connections).hasSize(1);
    JsonNode connection = connections.get(0);
    assertThat(connection.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "issuer",
            "user",
            "address",
            "transport",
            "subscriptions",
            "topics",
            "lag",
            "since");
    assertThat(connection.path("id").textValue()).matches("[0-9a-z]{1,12}");
    assertThat(connection.path("user").textValue()).isEmpty();
    assertThat(connection.path("address").textValue()).matches("127\\.0\\.0\\.1:[0-9]+");
    assertThat(connection.path("transport").textValue()).isEqualTo(mode.transport());
    assertThat(connection.path("subscriptions").intValue()).isEqualTo(1);
    assertThat(connection.path("topics").toString()).isEqualTo("[\"" + topic + "\"]");
    assertThat(connection.path("lag").intValue()).isZero();
    assertThat(connection.path("since").longValue()).isEqualTo(gateway.clock().epochMillis());
  }

  @Test
  void givesThemInPages() {
    for (int i = 0; i < 5; i++) {
      subscribe(Mode.WS_RAW);
    }
    List<String> ids = ids(list("topic=" + topic));
    JsonNode first = page("limit=2&topic=" + topic);
    String next = first.path("next").textValue();
    JsonNode second = page("limit=2&topic=" + topic + "&after=" + next);
    String last = second.path("next").textValue();
    JsonNode third = page("limit=2&topic=" + topic + "&after=" + last);

    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    assertThat(ids(first)).isEqualTo(ids.subList(0, 2)).endsWith(next);
    assertThat(ids(second)).isEqualTo(ids.subList(2, 4)).endsWith(last);
    assertThat(ids(third)).isEqualTo(ids.subList(4, 5));
    assertThat(third.has("next")).isFalse();
  }

  @Test
  void findsThoseThatAreMeant() {
    subscribe(Mode.WS_RAW);
    subscribe(Mode.SSE_JSON);

    assertThat(list("topic=" + topic)).hasSize(2);
    assertThat(list("transport=ws&topic=" + topic)).hasSize(1);
    assertThat(list("transport=stream&topic=" + topic)).isEmpty();
    assertThat(list("user=nobody&topic=" + topic)).isEmpty();
    assertThat(list("user=&topic=" + topic)).hasSize(2);
    assertThat(list("topic=" + gateway.newTopic())).isEmpty();
    assertThat(list("")).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void tellsHowFarSomebodyIsBehind() {
    try (RawConnection slow = RawConnection.to(gateway.publicAddress(), 16 * 1024);
        RawStream lines =
            RawStream.open(slow, gateway.subscription(topic), "application/x-ndjson")) {
      gateway.backend().awaitSubscribers(topic, "stream", 1);
      byte[] data = new byte[128 * 1024];
      Await.until("one that doesn't read is behind", () -> {
        gateway.backend().publish(topic, data, "application/octet-stream");
        return list("topic=" + topic).get(0).path("lag").intValue() > 10;
      });
      assertThat(lines.head().status()).isEqualTo(200);
    }
  }

  @Test
  void tellsForWhomAProxyAsks() {
    Settings behindProxy = Settings.defaults().set("sluice.proxies.forwarded", "[\"127.0.0.1\"]");
    try (Gateway other = Gateway.start(behindProxy);
        RawStream events =
            RawStream.events(other, other.subscription(topic), "X-Forwarded-For: 203.0.113.9")) {
      events.block();
      URI uri = other.internalUrl().resolve("/v1/connections");

      assertThat(Http.get(uri).body()).contains("\"address\":\"203.0.113.9\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transport=poll",
        "transport=x",
        "limit=0",
        "after=%20",
        "topic=a..b",
        "user=a&user=b"
      })
  void refusesABadQuestion(String query) {
    assertThat(Problem.of(Http.get(connections(query))).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"WS_RAW, 1008", "WS_SLUICE, 1008", "SSE_HTTP_2, 0", "STREAM_HTTP_2, 0", "STREAM, 0"})
  void disconnectsOne(Mode mode, int code) {
    Subscriber gone = subscribe(mode);
    String id = ids(list("topic=" + topic)).get(0);
    Subscriber stays = subscribe(Mode.WS_JSON);

    assertThat(Http.send("DELETE", one(id)).statusCode()).isEqualTo(204);

    assertThat(gone.inbox().end().code()).isEqualTo(code);
    gateway.backend().publish(topic, "still here");
    assertThat(stays.inbox().texts(1)).containsExactly("still here");
    assertThat(Http.send("DELETE", one(id)).statusCode()).isEqualTo(404);
    assertThat(list("topic=" + topic)).hasSize(1);
  }

  @Test
  void tellsAnEventStreamWhenToComeBackAndEndsIt() {
    try (RawStream events = RawStream.events(gateway, gateway.subscription(topic))) {
      events.block();
      gateway.backend().awaitSubscribers(topic, "sse", 1);

      assertThat(disconnect("topic=" + topic)).isEqualTo(1);
      assertThat(events.untilEnd()).anyMatch(line -> line.matches("retry: ?[0-9]+"));
    }
  }

  @Test
  void answersWhoWaitsWithItsCursor() {
    Published seen = gateway.backend().publish(topic, "seen");
    CompletableFuture<HttpResponse<String>> parked =
        Http.getAsync(gateway.subscription(topic).uri());
    gateway.backend().awaitSubscribers(topic, "longpoll", 1);

    assertThat(disconnect("topic=" + topic)).isEqualTo(1);
    HttpResponse<String> response = Await.value(parked);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(PollAnswer.read(response.body()).messages()).isEmpty();
    assertThat(PollAnswer.read(response.body()).cursor()).isEqualTo(seen.id());
  }

  @Test
  void disconnectsAllOfATopicAndNobodyElse() {
    String other = gateway.newTopic();
    Subscriber first = subscribe(Mode.WS_RAW);
    Subscriber second = subscribe(Mode.SSE_HTTP_2);
    Subscriber stays = subscribe(Mode.WS_JSON, other);

    assertThat(disconnect("topic=" + topic)).isEqualTo(2);

    first.inbox().end();
    second.inbox().end();
    gateway.backend().publish(other, "still here");
    assertThat(stays.inbox().texts(1)).containsExactly("still here");
    assertThat(disconnect("topic=" + topic)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "transport=ws", "user=", "user=&transport=ws"})
  void neverSimplyDisconnectsAll(String query) {
    HttpResponse<String> response = Http.send("DELETE", connections(query));

    assertThat(Problem.of(response).status()).isEqualTo(400);
    assertThat(Problem.of(response).detail()).isEqualTo("user or topic has to say which are meant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "A", "no-id", "zzzzzzzzzzzzzzzz"})
  void knowsNoConnectionThatIsNotThere(String id) {
    assertThat(Problem.of(Http.send("DELETE", one(id))).detail())
        .isEqualTo("there is no connection " + id);
  }

  @Test
  void writesDownWhoWasDisconnected() {
    try (Logged audit = Logged.by("sluice.audit")) {
      disconnect("topic=" + topic);
      gateway.settle();

      assertThat(audit.messages()).hasSize(1);
      assertThat(audit.messages().get(0))
          .matches("DELETE /v1/connections\\?topic=" + topic
              + " by anyone from 127.0.0.1:[0-9]+: 200, 0 disconnected");
    }
  }

  private Subscriber subscribe(Mode mode) {
    return subscribe(mode, topic);
  }

  private Subscriber subscribe(Mode mode, String where) {
    int before = gateway.backend().subscribers(where, mode.transport());
    Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(where), null);
    subscribers.add(subscriber);
    gateway.backend().awaitSubscribers(where, mode.transport(), before + 1);
    return subscriber;
  }

  private static int disconnect(String query) {
    HttpResponse<String> response = Http.send("DELETE", connections(query));
    assertThat(response.statusCode()).isEqualTo(200);
    return RawJson.tree(response.body()).path("disconnected").intValue();
  }

  private static List<JsonNode> list(String query) {
    List<JsonNode> list = new ArrayList<>();
    page(query).path("connections").forEach(list::add);
    return list;
  }

  private static JsonNode page(String query) {
    return RawJson.tree(Http.get(connections(query)).body());
  }

  private static List<String> ids(JsonNode page) {
    List<JsonNode> list = new ArrayList<>();
    page.path("connections").forEach(list::add);
    return ids(list);
  }

  private static List<String> ids(List<JsonNode> connections) {
    return connections.stream().map(c -> c.path("id").textValue()).toList();
  }

  private static URI connections(String query) {
    return gateway.internalUrl().resolve("/v1/connections?" + query);
  }

  private static URI one(String id) {
    return gateway.internalUrl().resolve("/v1/connections/" + id);
  }
}
