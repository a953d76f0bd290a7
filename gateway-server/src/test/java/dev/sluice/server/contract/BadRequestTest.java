package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no proper request is refused clearly, and disturbs nobody who is connected. */
@ContractTest
class BadRequestTest {
  private static final String HEAD = " /v1/topics/a?wait=0 HTTP/1.1\r\nHost: x\r\n";

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.limits.request-line-bytes", "1000B")
      .set("sluice.limits.header-bytes", "2000B"));

  private static final String TOPIC = "undisturbed";
  private static final List<Subscriber> subscribers = new ArrayList<>();

  @BeforeAll
  static void subscribe() {
    for (Mode mode : Mode.values()) {
      subscribers.add(mode.subscribe(gateway.publicUrl(), List.of(TOPIC), null));
    }
  }

  @AfterEach
  void checkNobodyWasDisturbed() {
    gateway.backend().publish(TOPIC, "still here");
    for (Subscriber subscriber : subscribers) {
      assertThat(subscriber.inbox().message().text()).isEqualTo("still here");
    }
  }

  @AfterAll
  static void unsubscribe() {
    subscribers.forEach(Subscriber::close);
  }

  static Stream<String> notHttp() {
    return Stream.of(
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET /v1/topics/a\r\n\r\n",
        "GET /v1/topics/a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/topics/a?wait=0 HTTP/9.9\r\nHost: x\r\n\r\n",
        "G\u0001T /v1/topics/a HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/topics/a?wait=0 HTTP/1.1\r\n\r\n", // no Host
        "GET" + HEAD + "Host: y\r\n\r\n",
        "GET" + HEAD + "No colon\r\n\r\n",
        "GET" + HEAD + "Space : before colon\r\n\r\n",
        "GET" + HEAD + ": no name\r\n\r\n",
        "GET" + HEAD + "X: \u0000\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("notHttp")
  void refusesWhatIsNotHttp(String request) {
    checkRefusedAndClosed(gateway.publicAddress(), request, 400, 505);
  }

  static Stream<String> badBodies() {
    String head = "POST /v1/topics/a HTTP/1.1\r\nHost: x\r\n";
    return Stream.of(
        head + "Content-Length: x\r\n\r\n",
        head + "Content-Length: -1\r\n\r\n",
        head + "Content-Length: +1\r\n\r\nx",
        head + "Content-Length: 1, 2\r\n\r\nx",
        head + "Content-Length: 99999999999999999999\r\n\r\n",
        head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        head + "Transfer-Encoding: gzip\r\n\r\n",
        head + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        head + "Transfer-Encoding: chunked\r\n\r\nx\r\n",
        head + "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        head + "Transfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n",
        head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n");
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void refusesABodyWhoseLengthIsUnclear(String request) {
    checkRefusedAndClosed(gateway.internalAddress(), request, 400, 411, 413, 501);
  }

  @Test
  void refusesALongRequestLine() {
    String target = "/v1/topics/a?cursor=" + "x".repeat(1000);
    checkRefusedAndClosed(
        gateway.publicAddress(), "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n", 414, 431);
  }

  @Test
  void refusesLongHeaders() {
    String oneLong = "GET" + HEAD + "X: " + "x".repeat(2000) + "\r\n\r\n";
    String manyShort = "GET" + HEAD + "X: yyyyyyyyyy\r\n".repeat(200) + "\r\n";

    checkRefusedAndClosed(gateway.publicAddress(), oneLong, 431);
    checkRefusedAndClosed(gateway.publicAddress(), manyShort, 431);
  }

  @Test
  void refusesARequestLineThatNeverEnds() {
    checkRefusedAndClosed(gateway.publicAddress(), "GET /" + "x".repeat(3000), 414, 431);
  }

  static Stream<String> badTargets() {
    return Stream.of(
        "/v1/topics/%",
        "/v1/topics/%zz",
        "/v1/topics/%ff",
        "/v1/topics/a%00",
        "/v1/topics/\u0000",
        "/v1/subscribe?topic=%zz",
        "/v1/topics/a?cursor=%zz",
        "/v1/topics/a?cursor=%ff");
  }

  @ParameterizedTest
  @MethodSource("badTargets")
  void refusesABadTarget(String target) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", target);
      assertThat(Problem.of(connection.response()).status()).isEqualTo(400);
    }
  }

  @Test
  void keepsTheConnectionAfterARequestThatIsOnlyWrong() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      for (String target : List.of("/v1/topics/a..b", "/nowhere", "/v1/topics/a?cursor=x")) {
        connection.request("GET", target);
        assertThat(connection.response().status()).isBetween(400, 404);
      }
      connection.request("DELETE", "/v1/topics/a");
      assertThat(connection.response().status()).isEqualTo(405);
      connection.request("GET", "/v1/topics/a?wait=0");
      assertThat(connection.response().status()).isEqualTo(200);
    }
  }

  @Test
  void survivesClientsThatLeaveInTheMiddle() {
    List<String> beginnings = List.of(
        "",
        "G",
        "GET /v1/top",
        "GET" + HEAD,
        "GET" + HEAD + "Upgrade: webso",
        "POST /v1/topics/a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf",
        "POST /v1/topics/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha");
    for (String beginning : beginnings) {
      for (InetSocketAddress address :
          List.of(gateway.publicAddress(), gateway.internalAddress())) {
        RawConnection connection = RawConnection.to(address);
        connection.send(beginning);
        connection.close();
      }
    }
    assertThat(Http.get(gateway.backend().topicUrl("a")).statusCode()).isEqualTo(404);
  }

  private static void checkRefusedAndClosed(
      InetSocketAddress address, String request, Integer... statuses) {
    try (RawConnection connection = RawConnection.to(address)) {
      connection.send(request);
      RawResponse response = connection.response();

      assertThat(Problem.of(response).status()).isIn((Object[]) statuses);
      assertThat(connection.untilClosed()).isEmpty();
    }
  }
}
