package dev.sluice.server.cli;

import dev.sluice.server.cli.client.Endpoint;
import dev.sluice.server.cli.client.GatewayHttp;
import dev.sluice.server.cli.client.Publication;
import dev.sluice.server.cli.client.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes a message, or each line of standard input, one after the other. One thread. */
@Command(
    name = "publish",
    description = "Publish messages to a topic, and print their ids.",
    footer = {
      "",
      "Examples:",
      "  gateway publish news 'hello, world'",
      "  gateway publish prices.eur '{\"bid\":1.10}' --content-type application/json --event tick",
      "  tail -f access.log | gateway publish logs -",
      "",
      "Data that begins with a dash comes after --: gateway publish temperature -- -5",
      "",
      "Exit codes: 0 all published, 1 refused or unreachable, 2 bad usage."
    })
final class PublishCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "TOPIC", description = "Where to publish.")
  private String topic = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA",
      description = "The message; - or nothing reads standard input, a message a line.")
  private String data = STANDARD_INPUT;

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = EndpointConverter.class,
      defaultValue = "http://127.0.0.1:8081",
      description = "The internal listener (default: ${DEFAULT-VALUE}).")
  private Endpoint endpoint = Endpoint.of("http://127.0.0.1:8081");

  @Option(names = "--event", paramLabel = "E", description = "The message's type.")
  private @Nullable String event;

  @Option(
      names = "--content-type",
      paramLabel = "T",
      description = "The data's content type (default: ${DEFAULT-VALUE}).")
  private String contentType = "text/plain; charset=utf-8";

  @Option(
      names = "--idempotency-key",
      paramLabel = "K",
      description = {
        "Publish once, even when the command is repeated.",
        "With standard input each line has its own key: K-1, K-2, ..."
      })
  private @Nullable String idempotencyKey;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = {
        "The key to an internal listener that has keys; else that in SLUICE_API_KEY,",
        "where other users of this machine don't see it."
      })
  private @Nullable String apiKey;

  PublishCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    TopicArgument.require(topic);
    Publication publication =
        new Publication(new GatewayHttp(), endpoint, topic, contentType, event, apiKey());
    if (data.equals(STANDARD_INPUT)) {
      publishLines(publication);
    } else {
      publish(publication, data.getBytes(StandardCharsets.UTF_8), idempotencyKey);
    }
    return ExitCode.OK;
  }

  private @Nullable String apiKey() {
    return apiKey != null ? apiKey : surroundings.environment().get("SLUICE_API_KEY");
  }

  /** Each line goes when it is there, after the one before was answered: that keeps their order. */
  private void publishLines(Publication publication) throws InterruptedException {
    ByteLines lines = new ByteLines(surroundings.in());
    long number = 1;
    for (byte[] line = next(lines); line != null; line = next(lines)) {
      publish(publication, line, idempotencyKey == null ? null : idempotencyKey + "-" + number);
      number++;
    }
  }

  private static byte @Nullable [] next(ByteLines lines) {
    try {
      return lines.next();
    } catch (IOException e) {
      throw CommandFailure.failed("cannot read standard input: " + Reason.of(e));
    }
  }

  private void publish(Publication publication, byte[] message, @Nullable String key)
      throws InterruptedException {
    try {
      surroundings.out().println(publication.publish(message, key));
    } catch (IOException e) {
      throw CommandFailure.of(e, endpoint);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("not fit for a header: " + e.getMessage());
    }
  }
}
