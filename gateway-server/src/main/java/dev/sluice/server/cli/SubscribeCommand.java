package dev.sluice.server.cli;

import dev.sluice.server.cli.client.Delivery;
import dev.sluice.server.cli.client.Endpoint;
import dev.sluice.server.cli.client.GatewayHttp;
import dev.sluice.server.cli.client.Resumption;
import dev.sluice.server.cli.client.Subscription;
import dev.sluice.server.cli.client.Transport;
import dev.sluice.server.cli.client.TransportName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints what topics bring, over any transport. The main thread; a signal stops it from another.
 */
@Command(
    name = "subscribe",
    description = "Subscribe to topics, and print a message a line.",
    footer = {
      "",
      "Prints the data: text and JSON as published, anything else in base64. Gaps and reconnections",
      "go to standard error, and with SIGINT or SIGTERM the cursor to resume from.",
      "",
      "Examples:",
      "  gateway subscribe news",
      "  gateway subscribe prices.eur prices.usd --transport sse --json",
      "  gateway subscribe news --cursor earliest --count 10",
      "  gateway subscribe news --cursor -5 --transport longpoll",
      "",
      "Exit codes: 0 ended by a signal or --count, 1 refused or unreachable, 2 bad usage."
    })
final class SubscribeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "What to subscribe to.")
  private List<String> topics = List.of();

  @Option(
      names = "--transport",
      paramLabel = "T",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private TransportName transport = TransportName.WS;

  @Option(
      names = "--cursor",
      paramLabel = "C",
      description =
          "Where to start: a cursor, latest (the default), earliest, or -N for the last N.")
  private @Nullable String cursor;

  @Option(names = "--json", description = "Print the whole envelope, JSON in one line.")
  private boolean json;

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = EndpointConverter.class,
      defaultValue = "http://127.0.0.1:8080",
      description = "The public listener (default: ${DEFAULT-VALUE}).")
  private Endpoint endpoint = Endpoint.of("http://127.0.0.1:8080");

  @Option(
      names = "--token",
      paramLabel = "T",
      description = {
        "Shows who subscribes; else that in SLUICE_TOKEN,",
        "which others on this machine do not see."
      })
  private @Nullable String token;

  @Option(names = "--count", paramLabel = "N", description = "End after N messages.")
  private long count = Long.MAX_VALUE;

  @Option(
      names = "--interval",
      paramLabel = "D",
      converter = DurationConverter.class,
      defaultValue = "1s",
      description = "Between two polls, with --transport poll (default: ${DEFAULT-VALUE}).")
  private Duration interval = Duration.ofSeconds(1);

  SubscribeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Delivery delivery = delivery();
    Resumption resumption = new Resumption(
        open(), surroundings.pause(), surroundings.random(), surroundings.err()::println);
    Runnable takeBack = surroundings.termination().onTermination(delivery::stop);
    try {
      resumption.run(delivery);
      return ExitCode.OK;
    } catch (IOException e) {
      throw CommandFailure.of(e, endpoint);
    } finally {
      takeBack.run();
    }
  }

  private Delivery delivery() {
    if (count < 1) {
      throw CommandFailure.usage("--count " + count + ": at least 1");
    }
    return new Delivery(
        surroundings.out(), surroundings.err(), json, count, topics.size() == 1, cursor);
  }

  private Transport open() {
    if (interval.isNegative() || interval.isZero()) {
      throw CommandFailure.usage("--interval: more than 0");
    }
    topics.forEach(TopicArgument::require);
    return transport.open(
        new GatewayHttp(),
        new Subscription(endpoint, topics, token()),
        surroundings.pause(),
        interval);
  }

  private @Nullable String token() {
    String given = token != null ? token : surroundings.environment().get("SLUICE_TOKEN");
    if (given != null && !given.matches("[!-~]+")) {
      throw CommandFailure.usage("the token has characters that none has");
    }
    return given;
  }
}
