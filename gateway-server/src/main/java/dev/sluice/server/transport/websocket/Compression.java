package dev.sluice.server.transport.websocket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was agreed on permessage-deflate (RFC 7692, 7.1): no context is kept on either side, and
 * perhaps a smaller window towards the client. Immutable, any thread.
 *
 * @param windowBits of the client's window, 8 to 15
 * @param windowSaid whether the client asked for it
 */
record Compression(int windowBits, boolean windowSaid) {
  static final int MIN_BITS = 8;
  static final int MAX_BITS = 15;

  private static final String NAME = "permessage-deflate";
  private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
  private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
  private static final String SERVER_BITS = "server_max_window_bits";
  private static final String CLIENT_BITS = "client_max_window_bits";
  private static final String BITS = "[89]|1[0-5]";

  /** A name and perhaps a number, which may be quoted (RFC 6455, 9.1). */
  private static final Pattern PARAMETER =
      Pattern.compile("(?<name>[a-z_]+)(?:\\s*=\\s*(?<quote>\"?)(?<value>[0-9]+)\\k<quote>)?");

  /** The first offer in a handshake that can be taken. */
  static Optional<Compression> of(HttpHeaders headers) {
    String offers = String.join(",", headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
    for (String offer : offers.split(",", -1)) {
      Optional<Compression> taken = take(offer.split(";", -1));
      if (taken.isPresent()) {
        return taken;
      }
    }
    return Optional.empty();
  }

  /** The answer to it. */
  String header() {
    String header = NAME + "; " + SERVER_NO_CONTEXT + "; " + CLIENT_NO_CONTEXT;
    return windowSaid ? header + "; " + SERVER_BITS + "=" + windowBits : header;
  }

  private static Optional<Compression> take(String[] parts) {
    if (!parts[0].strip().equals(NAME)) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      Matcher parameter = PARAMETER.matcher(parts[i].strip());
      if (!parameter.matches()) {
        return Optional.empty();
      }
      String value = Objects.requireNonNullElse(parameter.group("value"), "");
      if (!isValid(parameter.group("name"), value)
          || parameters.put(parameter.group("name"), value) != null) {
        return Optional.empty();
      }
    }
    String bits = parameters.get(SERVER_BITS);
    return Optional.of(
        new Compression(bits == null ? MAX_BITS : Integer.parseInt(bits), bits != null));
  }

  private static boolean isValid(String name, String value) {
    return switch (name) {
      case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value.isEmpty();
      case SERVER_BITS -> value.matches(BITS);
      case CLIENT_BITS -> value.isEmpty() || value.matches(BITS);
      default -> false;
    };
  }
}
