package dev.sluice.server.cli;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.TopicPattern;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.auth.Grants;
import dev.sluice.server.config.AuthConfig;
import dev.sluice.server.token.DecodedToken;
import dev.sluice.server.token.Issuers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what a token says, and whether a gateway would take it. One thread. */
@Command(
    name = "explain",
    description = "Show what a token says, and whether a configuration takes it.",
    footer = {
      "",
      "Keys at a URL are fetched as the gateway would.",
      "",
      "Examples:",
      "  gateway token explain --config gateway.conf eyJhbGciOiJIUzI1NiJ9...",
      "  gateway token make --secret-file s | gateway token explain --config gateway.conf -",
      "",
      "Exit codes: 0 it is taken, 1 it is not; then one line says why. 2 bad usage."
    })
final class ExplainTokenCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Surroundings surroundings;

  @Mixin
  private final ConfigOptions options = new ConfigOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TOKEN",
      description = "The token; - or nothing reads standard input.")
  private String token = STANDARD_INPUT;

  ExplainTokenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    String text = token.equals(STANDARD_INPUT) ? readToken() : token;
    AuthConfig auth = options.load(surroundings, List.of()).gateway().auth();
    show(decoded(text));
    PrintStream out = surroundings.out();
    try {
      Caller caller = caller(auth, text);
      show(caller, out);
      return ExitCode.OK;
    } catch (AccessDeniedException denied) {
      out.println("taken:     no, " + denied.detail());
      return ExitCode.FAILED;
    }
  }

  private String readToken() {
    try {
      return new String(surroundings.in().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw CommandFailure.failed("cannot read standard input: " + e.getMessage());
    }
  }

  private static DecodedToken decoded(String text) {
    try {
      return DecodedToken.of(text);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
  }

  private void show(DecodedToken decoded) {
    PrintStream out = surroundings.out();
    Instant now = Instant.now();
    out.println("header:    " + decoded.header());
    out.println("claims:    " + decoded.claims());
    out.println("begins:    " + time(decoded.begin(), now, "at once"));
    out.println("ends:      " + time(decoded.end(), now, "never"));
  }

  private static String time(@Nullable Instant time, Instant now, String otherwise) {
    if (time == null) {
      return otherwise;
    }
    Duration away = Duration.ofSeconds(Duration.between(now, time).toSeconds());
    String words = away.abs().toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    return time + (away.isNegative() ? " (" + words + " ago)" : " (in " + words + ")");
  }

  private static Caller caller(AuthConfig auth, String text) throws InterruptedException {
    try {
      return Issuers.of(auth, GatewayClock.SYSTEM).authenticate(text).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AccessDeniedException denied) {
        throw denied;
      }
      throw new IllegalStateException(e);
    }
  }

  private static void show(Caller caller, PrintStream out) {
    Grants grants = caller.grants();
    out.println("taken:     yes");
    out.println("issuer:    " + orNone(caller.issuer()));
    out.println("user:      " + orNone(caller.user()));
    out.println("subscribe: " + patterns(grants.subscribe()));
    out.println("publish:   " + patterns(grants.publish()));
    out.println("history:   " + patterns(grants.history()));
    if (!grants.topicPrefix().isEmpty()) {
      out.println("only of:   topics that begin with " + grants.topicPrefix());
    }
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }

  private static String patterns(List<TopicPattern> patterns) {
    String all = patterns.stream().map(TopicPattern::text).collect(Collectors.joining(" "));
    return orNone(all);
  }
}
