package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.SluiceClient;
import dev.sluice.server.token.TestToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Tokens are in no log, however much is logged, and come back in no answer. */
@ContractTest
class TokenSecrecyTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.cors.allowed-origins", "[\"https://app.example\"]")
      .set("sluice.auth.anonymous.subscribe", "[]")
      .set("sluice.auth.cookie", "session")
      .set("sluice.auth.issuers", "[{issuer = acme, secret = \"" + TestToken.SECRET + "\"}]"));

  private static final TestToken ANN =
      TestToken.of("acme", "ann").granting("subscribe", "t").with("private", "cHJpdmF0ZQ");
  private static final List<String> GOOD =
      List.of(ANN.signed(), ANN.header(header -> header.keyID("kid-of-a-token")).signed());
  private static final List<String> TOKENS = List.of(
      GOOD.get(0),
      GOOD.get(1),
      ANN.signed("some-other-secret-that-is-long-enough"),
      ANN.endingAfter(Duration.ofHours(-1)).signed(),
      ANN.with("topics", "nonsense").signed(),
      ANN.with("x", "y".repeat(9000)).signed(),
      "opaque-token.of-somebody-else.entirely",
      "opaque\"token<of>%0d%0asomebody-else");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<Logger> loggers = List.of(logger("dev.sluice"), logger("io.netty"));
  private final List<String> answers = new ArrayList<>();

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @BeforeEach
  void logEverything() {
    log.start();
    loggers.forEach(logger -> {
      logger.setLevel(Level.TRACE);
      logger.setAdditive(false);
      logger.addAppender(log);
    });
  }

  @AfterEach
  void logAsUsual() {
    loggers.forEach(logger -> {
      logger.detachAppender(log);
      logger.setAdditive(true);
      logger.setLevel(null);
    });
  }

  @Test
  void keepsThemInRequestsOfEveryKind() {
    gateway.backend().publish("t", "one");
    for (String token : TOKENS) {
      String query = "access_token=" + token;
      for (String target : List.of(
          "/v1/topics/t?wait=0&cursor=earliest&" + query,
          "/v1/topics/other?" + query,
          "/v1/topics/a..b?" + query,
          "/v1/topics/t?cursor=x&" + query,
          "/v1/topics/t?" + query + "&" + query,
          "/v1/topics/t?%zz&" + query,
          "/v1/nothing/here?" + query,
          "/v1/topics/t?transport=x&" + query)) {
        ask("GET", target);
        ask("POST", target);
        ask("OPTIONS", target);
      }
      for (Mode mode : Mode.values()) {
        if (!GOOD.contains(token)) { // those would go on and on
          RawResponse answer =
              mode.ask(gateway, List.of("t"), null, "Authorization: Bearer " + token);
          answers.add(answer.toString());
        }
      }
      ask("GET", "/v1/topics/t?wait=0", "Authorization: Bearer " + token);
      ask("GET", "/v1/topics/t?wait=0", "Cookie: session=" + token, "Origin: https://app.example");
      ask("GET", "/v1/topics/t?wait=0&" + query, "Authorization: Bearer " + token);
      ask("GET", "/v1/topics/t?" + query, "Broken Header: x");
    }
    assertNothingIsTold();
  }

  @Test
  void keepsThemInCommands() {
    try (SluiceClient client =
        new SluiceClient(gateway.subscription().with("access_token", TOKENS.get(0)))) {
      for (String token : TOKENS) {
        String quoted = token.replace("\"", "\\\"");
        for (String frame : List.of(
            "{\"id\":1,\"auth\":{\"token\":\"" + quoted + "\"}}",
            "{\"id\":1,\"auth\":{\"tokens\":\"" + quoted + "\"}}",
            "{\"id\":1,\"auth\":\"" + quoted + "\"}",
            "{\"id\":1,\"auth\":{\"token\":\"" + quoted + "\"")) {
          client.send(frame);
          answers.add(client.inbox().next().toString());
        }
      }
    }
    assertNothingIsTold();
  }

  private void ask(String method, String target, String... headerLines) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request(method, target, headerLines);
      answers.add(connection.response().toString());
    }
  }

  private void assertNothingIsTold() {
    assertThat(log.list.size()).as("it is logged what happens").isGreaterThan(3);
    for (String token : TOKENS) {
      for (String part : token.split("[.\"<]", -1)) {
        if (part.length() < 10 || part.equals(headOf(TOKENS.get(0)))) {
          continue; // the header of all of them, which is no secret
        }
        String shown = part.substring(0, Math.min(part.length(), 24));
        assertThat(answers).noneMatch(answer -> answer.contains(shown));
        assertThat(log.list).noneMatch(event -> text(event).contains(shown));
      }
    }
    assertThat(answers).noneMatch(answer -> answer.contains("kid-of-a-token"));
  }

  private static String headOf(String token) {
    return token.substring(0, token.indexOf('.'));
  }

  private static String text(ILoggingEvent event) {
    String trace = event.getThrowableProxy() == null
        ? ""
        : ThrowableProxyUtil.asString(event.getThrowableProxy());
    return event.getFormattedMessage() + trace;
  }
}
