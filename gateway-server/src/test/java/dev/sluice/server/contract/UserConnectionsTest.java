package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.SluiceClient;
import dev.sluice.server.contract.harness.Told;
import dev.sluice.server.token.TestToken;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators see and do about users, who are those of their issuer. */
@ContractTest
class UserConnectionsTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.event-loops", "1")
      .set(
          "sluice.auth.issuers",
          "[{issuer = acme, secret = \"" + TestToken.SECRET + "\"},"
              + "{issuer = other, secret = \"" + TestToken.SECRET + "\"}]"));

  private final String topic = gateway.newTopic();
  private final List<SluiceClient> clients = new ArrayList<>();

  @AfterEach
  void goAway() {
    clients.forEach(SluiceClient::close);
    Await.until("all have gone", () -> connections("").size() == 0);
  }

  @Test
  void listsAUsersConnections() {
    connect("acme", "ann");
    connect("other", "ann");
    connect("acme", "bob");

    assertThat(connections("user=ann").size()).isEqualTo(2);
    JsonNode only = connections("user=ann&issuer=other");
    assertThat(only.size()).isEqualTo(1);
    assertThat(only.path(0).path("user").textValue()).isEqualTo("ann");
    assertThat(only.path(0).path("issuer").textValue()).isEqualTo("other");
    assertThat(connections("user=").size()).isZero();
  }

  @Test
  void disconnectsAUserAndNobodyElse() {
    SluiceClient ann = connect("acme", "ann");
    SluiceClient annOfOthers = connect("other", "ann");
    SluiceClient bob = connect("acme", "bob");
    CompletableFuture<HttpResponse<String>> poll = Http.getAsync(
        gateway.subscription(topic).with("access_token", token("acme", "ann")).uri());
    gateway.backend().awaitSubscribers(topic, "longpoll", 1);

    HttpResponse<String> answer = Http.send("DELETE", uri("/v1/connections?user=ann&issuer=acme"));

    assertThat(answer.body()).isEqualTo("{\"disconnected\":2}");
    assertThat(ann.inbox().next(Told.Ended.class).code()).isEqualTo(1008);
    assertThat(Await.value(poll).statusCode()).isEqualTo(200);
    gateway.backend().publish(topic, "still here");
    assertThat(bob.inbox().next(Told.Received.class).text()).isEqualTo("still here");
    assertThat(annOfOthers.inbox().next(Told.Received.class).text()).isEqualTo("still here");
  }

  @Test
  void tracesAUserFromTheFirstConnectionOn() {
    try (Logged log = Logged.by("sluice.trace")) {
      String trace = RawJson.tree(Http.post(uri("/v1/traces?user=ann"), "").body())
          .path("id")
          .textValue();
      connect("acme", "bob");
      SluiceClient ann = connect("acme", "ann");
      ann.ask("{\"id\":1,\"subscribe\":{\"topic\":\"more\"}}");
      ann.ask("{\"id\":2,\"unsubscribe\":{\"topic\":\"more\"}}");
      ann.close();
      gateway.backend().awaitSubscribers(topic, "ws", 1);
      Http.send("DELETE", uri("/v1/traces/" + trace));

      assertThat(log.messages())
          .allMatch(line -> line.matches("trace " + trace + ": connection [0-9a-z]+ \\(ws\\) .*"))
          .extracting(line -> line.replaceFirst(".*\\(ws\\) ", ""))
          .startsWith("opened: topics [" + topic + "]", "subscribed: more", "unsubscribed: more")
          .endsWith("closed");
    }
  }

  private SluiceClient connect(String issuer, String user) {
    int before = gateway.backend().subscribers(topic, "ws");
    SluiceClient client =
        new SluiceClient(gateway.subscription(topic).with("access_token", token(issuer, user)));
    clients.add(client);
    gateway.backend().awaitSubscribers(topic, "ws", before + 1);
    return client;
  }

  private static String token(String issuer, String user) {
    return TestToken.of(issuer, user).signed();
  }

  private static JsonNode connections(String query) {
    return RawJson.tree(Http.get(uri("/v1/connections?" + query)).body()).path("connections");
  }

  private static URI uri(String path) {
    return gateway.internalUrl().resolve(path);
  }
}
