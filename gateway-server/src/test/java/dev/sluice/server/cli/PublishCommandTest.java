package dev.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PublishCommandTest {
  private final CommandRun command = new CommandRun();
  private GatewayStandIn gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new GatewayStandIn(
        Answer.json(201, "{\"topic\":\"news\",\"id\":\"a1\"}"),
        Answer.json(201, "{\"topic\":\"news\",\"id\":\"a2\"}"),
        Answer.json(201, "{\"topic\":\"news\",\"id\":\"a3\"}"));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void publishesTextAndPrintsTheId() throws InterruptedException {
    assertThat(command.run("publish", "news", "grüße, world", "--url", gateway.url() + "/"))
        .isZero();

    Request request = gateway.takeRequest();
    assertThat(request.method() + " " + request.uri()).isEqualTo("POST /v1/topics/news");
    assertThat(request.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(request.headers()).doesNotContainKeys("Idempotency-Key", "Authorization");
    assertThat(request.body()).isEqualTo("grüße, world");
    assertThat(command.out()).isEqualTo("a1\n");
    assertThat(command.err()).isEmpty();
  }

  @Test
  void sendsWhatTheOptionsSay() throws InterruptedException {
    int code = command.run(
        "publish",
        "a@b:c~d+e=f,g",
        "--url",
        gateway.url(),
        "--event",
        "new & old",
        "--content-type",
        "application/json",
        "--idempotency-key",
        "k",
        "{}");

    assertThat(code).isZero();
    Request request = gateway.takeRequest();
    assertThat(request.uri()).isEqualTo("/v1/topics/a@b:c~d+e=f,g?event=new+%26+old");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.header("Idempotency-Key")).isEqualTo("k");
    assertThat(request.body()).isEqualTo("{}");
  }

  @Test
  void sendsTheApiKeyOfItsOptionElseOfTheEnvironment() throws InterruptedException {
    command.environment("SLUICE_API_KEY", "from the environment");

    assertThat(command.run("publish", "news", "x", "--url", gateway.url())).isZero();
    assertThat(command.run("publish", "news", "x", "--url", gateway.url(), "--api-key", "k"))
        .isZero();

    assertThat(gateway.takeRequest().header("Authorization"))
        .isEqualTo("Bearer from the environment");
    assertThat(gateway.takeRequest().header("Authorization")).isEqualTo("Bearer k");
  }

  @Test
  void takesDataThatLooksLikeAnOptionBehindTwoDashes() throws InterruptedException {
    assertThat(command.run("publish", "--url", gateway.url(), "@news", "--", "-5"))
        .isZero();

    Request request = gateway.takeRequest();
    assertThat(request.uri()).isEqualTo("/v1/topics/@news");
    assertThat(request.body()).isEqualTo("-5");
  }

  @Test
  void publishesEachLineOfStandardInputInOrder() throws InterruptedException {
    int code = command
        .in("first\r\n\nthird")
        .run("publish", "news", "-", "--url", gateway.url(), "--idempotency-key", "k");

    assertThat(code).isZero();
    assertThat(command.out()).isEqualTo("a1\na2\na3\n");
    for (String line : new String[] {"first 1", " 2", "third 3"}) {
      Request request = gateway.takeRequest();
      assertThat(request.body() + " " + request.header("Idempotency-Key").replace("k-", ""))
          .isEqualTo(line);
    }
  }

  @Test
  void publishesALineAsSoonAsItIsThere() throws Exception {
    PipedOutputStream typed = new PipedOutputStream();
    command.in(new PipedInputStream(typed));
    CompletableFuture<Integer> run =
        CompletableFuture.supplyAsync(() -> command.run("publish", "news", "--url", gateway.url()));

    typed.write("first\n".getBytes(StandardCharsets.UTF_8));
    typed.flush();
    assertThat(gateway.takeRequest().body()).isEqualTo("first");
    typed.write("second\n".getBytes(StandardCharsets.UTF_8));
    typed.close();

    assertThat(run.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(gateway.takeRequest().body()).isEqualTo("second");
  }

  @Test
  void stopsAtTheFirstRefusalAndSaysWhy() throws IOException {
    try (GatewayStandIn strict = new GatewayStandIn(
        Answer.json(201, "{\"topic\":\"news\",\"id\":\"a1\"}"),
        Answer.problem(413, "a message has at most 1048576 bytes"))) {

      assertThat(command.in("a\nb\nc\n").run("publish", "news", "--url", strict.url()))
          .isEqualTo(1);

      assertThat(command.out()).isEqualTo("a1\n");
      assertThat(command.err()).isEqualTo("error: a message has at most 1048576 bytes\n");
      assertThat(strict.requestLines()).hasSize(2);
    }
  }

  @Test
  void saysTheStatusWhereThereIsNoProblemDocument() throws IOException {
    try (GatewayStandIn proxy = new GatewayStandIn(Answer.json(502, "<h1>Bad gateway</h1>"))) {
      assertThat(command.run("publish", "news", "x", "--url", proxy.url())).isEqualTo(1);

      assertThat(command.err()).isEqualTo("error: the answer is HTTP status 502\n");
    }
  }

  @Test
  void saysThatNobodyListens() {
    String url = gateway.url();
    gateway.close();

    assertThat(command.run("publish", "news", "x", "--url", url)).isEqualTo(1);

    assertThat(command.err())
        .isEqualTo("error: cannot connect to " + url + ": connection refused\n");
  }

  @Test
  void refusesWhatNoHeaderCarries() {
    assertThat(command.run(
            "publish", "news", "x", "--url", gateway.url(), "--idempotency-key", "a\nb"))
        .isEqualTo(2);

    assertThat(command.err()).startsWith("error: not fit for a header: ");
  }
}
