package dev.sluice.server.cli;

import dev.sluice.server.config.ApiKeyConfig;
import dev.sluice.server.config.ScopeList;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an API key for the internal listener. One thread. */
@Command(
    name = "api-key",
    description = "Make a key to the internal listener, and the line that lets it in.",
    footer = {
      "",
      "Prints the key, which is stored nowhere, and on a second line what to add to",
      "sluice.internal.api-keys: that has the key's SHA-256 only.",
      "",
      "Examples:",
      "  gateway api-key prices-backend --scope 'publish:prices.**'",
      "  gateway api-key prometheus --scope metrics",
      "  gateway api-key alice --scope admin --scope publish",
      "",
      "The hash of a key of your own: printf %%s KEY | sha256sum",
      "",
      "Exit codes: 0 fine, 2 bad usage."
    })
final class ApiKeyCommand implements Callable<Integer> {
  /** Lets scanners of repositories and logs tell that it is one. */
  private static final String PREFIX = "sluice_";

  private static final int KEY_BYTES = 32;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "Who gets it, as the audit log is to call them.")
  private String name = "";

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "S",
      description = "What it is for, as often as needed: " + ScopeList.ALLOWED + ".")
  private List<String> scopes = List.of();

  ApiKeyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String line = line(key);
    surroundings.out().println(key);
    surroundings.out().println(line);
    return ExitCode.OK;
  }

  private String line(String key) {
    try {
      ScopeList read = ScopeList.parse(scopes);
      return new ApiKeyConfig(name, sha256(key), read.scopes(), read.publish()).hocon();
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static String sha256(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
