package dev.sluice.server.cli.client;

import java.io.IOException;

/**
 * What trying again would not mend: a refusal, an answer that makes no sense. Immutable, any
 * thread.
 */
public final class GiveUpException extends IOException {
  GiveUpException(String message) {
    super(message);
  }
}
