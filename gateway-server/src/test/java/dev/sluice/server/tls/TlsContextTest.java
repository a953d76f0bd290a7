package dev.sluice.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are looked at again now and then. */
class TlsContextTest {
  private static final String READ_AGAIN = "the certificate was read again";

  @TempDir
  Path directory;

  private final Certificate first = Certificate.of("first");
  private TlsContext context;

  @BeforeEach
  void load() throws IOException {
    first.write(directory);
    context = new TlsContext(files(), List.of("http/1.1"));
  }

  @Test
  void readsWhatHasChangedOnce() {
    Certificate.of("second").write(directory);

    assertThat(loggedBy(3)).containsExactly(READ_AGAIN);
  }

  @Test
  void leavesAloneWhatHasNot() {
    assertThat(loggedBy(3)).isEmpty();
  }

  @Test
  void complainsOnceAndTakesItWhenItIsGood() throws IOException {
    Certificate second = Certificate.of("second");
    Files.writeString(Certificate.keyIn(directory), second.key());
    assertThat(loggedBy(3))
        .containsExactly("the changed certificate can't be read, the present one stays:"
            + " java.io.IOException: the key in " + Certificate.keyIn(directory)
            + " is not that of the certificate in " + Certificate.chainIn(directory)
            + ", which has to be the first of its chain");

    Files.delete(Certificate.keyIn(directory));
    assertThat(loggedBy(3))
        .containsExactly("the changed certificate can't be read, the present one stays:"
            + " java.nio.file.NoSuchFileException: " + Certificate.keyIn(directory));

    second.write(directory);
    assertThat(loggedBy(3)).containsExactly(READ_AGAIN);
  }

  @Test
  void complainsAnewOfWhatBreaksAnew() throws IOException {
    for (int i = 0; i < 2; i++) {
      Files.writeString(Certificate.chainIn(directory), "?");
      assertThat(loggedBy(1)).hasSize(1).doesNotContain(READ_AGAIN);
      first.write(directory);
      loggedBy(1);
    }
  }

  @Test
  void takesOverNothingBeforeItIsTold() throws IOException {
    Certificate.of("second").write(directory);
    context.prepare(files());
    assertThat(loggedBy(1)).containsExactly(READ_AGAIN);

    Certificate.of("third").write(directory);
    context.prepare(files()).run();
    assertThat(loggedBy(1)).isEmpty();
  }

  @Test
  void doesNotBeginWithWhatIsBroken() throws IOException {
    Files.writeString(Certificate.chainIn(directory), "?");

    assertThatThrownBy(() -> new TlsContext(files(), List.of()))
        .isInstanceOf(IOException.class)
        .hasMessage("not certificates in PEM: " + Certificate.chainIn(directory));
  }

  private List<String> loggedBy(int looks) {
    try (Logged log = Logged.by(TlsContext.class)) {
      for (int i = 0; i < looks; i++) {
        context.reloadIfChanged();
      }
      return log.messages();
    }
  }

  private PemFiles files() {
    return new PemFiles(Certificate.chainIn(directory), Certificate.keyIn(directory));
  }
}
