package dev.sluice.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys in a file, read again when it has changed. Any thread; {@link #tick} is for one. */
final class FileKeys implements KeySource {
  private static final Logger LOG = LoggerFactory.getLogger(FileKeys.class);

  private final Path file;
  private final Set<JWSAlgorithm> allowed;
  private Object version;

  /** Volatile: written by who reloads, read by loops. */
  private volatile KeySet keys;

  /**
   * Reads it.
   *
   * @throws IOException if that fails
   * @throws JOSEException if there is no key in it that is of use
   */
  FileKeys(Path file, Set<JWSAlgorithm> allowed) throws IOException, JOSEException {
    this.file = file;
    this.allowed = allowed;
    this.version = version(file);
    this.keys = read(file, allowed);
  }

  @Override
  public KeySet keys() {
    return keys;
  }

  @Override
  public void tick() {
    try {
      Object now = version(file);
      if (!now.equals(version)) {
        version = now;
        keys = read(file, allowed);
        LOG.info("the keys in {} were read again", file);
      }
    } catch (IOException | JOSEException e) {
      LOG.error("the keys in {} can't be read, the present ones stay: {}", file, e.getMessage());
    }
  }

  private static Object version(Path file) throws IOException {
    return List.of(Files.getLastModifiedTime(file), Files.size(file), file.toRealPath());
  }

  private static KeySet read(Path file, Set<JWSAlgorithm> allowed)
      throws IOException, JOSEException {
    String text = Files.readString(file);
    KeySet read = text.stripLeading().startsWith("{")
        ? KeySet.ofJson(text, true, allowed)
        : KeySet.of(PemKeys.publicKey(text), allowed);
    if (read.keys().isEmpty()) {
      throw new JOSEException("none of the keys is for the algorithms that are allowed");
    }
    return read;
  }
}
