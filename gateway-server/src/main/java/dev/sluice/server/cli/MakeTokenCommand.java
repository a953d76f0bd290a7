package dev.sluice.server.cli;

import dev.sluice.core.topic.InvalidTopicException;
import dev.sluice.core.topic.TopicPattern;
import dev.sluice.server.config.IssuerConfig;
import dev.sluice.server.token.SigningKey;
import dev.sluice.server.token.TokenDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a token that is signed with a given key. One thread. */
@Command(
    name = "make",
    description = "Print a token that is signed with a given key.",
    footer = {
      "",
      "Examples:",
      "  gateway token make --secret-file secret.txt --user ann --subscribe 'prices.**'",
      "  gateway token make --key private.pem --issuer acme --publish 'chat.42.*' --ttl 10m",
      "",
      "Exit codes: 0 made, 2 bad usage."
    })
final class MakeTokenCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @ArgGroup(multiplicity = "1")
  private Key key = new Key();

  /** What signs it; just one of these. */
  static final class Key {
    @Option(
        names = "--secret",
        paramLabel = "S",
        description = "The secret; others on this machine see it while this runs.")
    private @Nullable String secret;

    @Option(
        names = "--secret-file",
        paramLabel = "FILE",
        description = "File with the secret; a line end at its end is none of it.")
    private @Nullable Path secretFile;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "File with the private key in PEM, PKCS#8: RSA, EC or Ed25519.")
    private @Nullable Path keyFile;
  }

  @Option(
      names = "--algorithm",
      paramLabel = "A",
      description = "The signature's, HS512 (default: the key's usual one).")
  private @Nullable String algorithm;

  @Option(names = "--key-id", paramLabel = "ID", description = "The key's name, kid.")
  private @Nullable String keyId;

  @Option(names = "--issuer", paramLabel = "I", description = "Who makes it, iss.")
  private @Nullable String issuer;

  @Option(names = "--audience", paramLabel = "A", description = "Whom it is for, aud.")
  private List<String> audience = List.of();

  @Option(names = "--user", paramLabel = "U", description = "Of whom it speaks, sub.")
  private @Nullable String user;

  @Option(
      names = "--subscribe",
      paramLabel = "P",
      description = "Topics that it allows to subscribe to, as often as needed.")
  private List<String> subscribe = List.of();

  @Option(
      names = "--publish",
      paramLabel = "P",
      description = "Topics that it allows to publish to.")
  private List<String> publish = List.of();

  @Option(
      names = "--history",
      paramLabel = "P",
      description = "Topics whose history it allows to read (default: as --subscribe).")
  private List<String> history = List.of();

  @Option(
      names = "--ttl",
      paramLabel = "D",
      converter = DurationConverter.class,
      defaultValue = "1h",
      description = "How long it counts (default: ${DEFAULT-VALUE}).")
  private Duration ttl = Duration.ofHours(1);

  MakeTokenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (algorithm != null && !IssuerConfig.ALGORITHMS.contains(algorithm)) {
      throw CommandFailure.usage(
          "--algorithm " + algorithm + ": one of " + String.join(", ", IssuerConfig.ALGORITHMS));
    }
    Stream.of(subscribe, publish, history).flatMap(List::stream).forEach(this::requirePattern);
    TokenDraft draft = new TokenDraft(
        issuer,
        audience,
        user,
        Map.of("subscribe", subscribe, "publish", publish, "history", history),
        ttl);
    try {
      surroundings.out().println(draft.sign(signingKey(), algorithm, keyId, Instant.now()));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
    return ExitCode.OK;
  }

  private void requirePattern(String pattern) {
    try {
      new TopicPattern(pattern);
    } catch (InvalidTopicException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private SigningKey signingKey() {
    if (key.secret != null) {
      return SigningKey.secret(key.secret);
    }
    return key.secretFile == null
        ? SigningKey.pem(read(key.keyFile))
        : SigningKey.secret(read(key.secretFile).replaceFirst("\\R$", ""));
  }

  private static String read(@Nullable Path file) {
    try {
      return file == null ? "" : Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("the file " + file + " can't be read", e);
    }
  }
}
