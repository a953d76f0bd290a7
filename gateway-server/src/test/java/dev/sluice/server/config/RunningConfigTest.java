package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.RunningConfig.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningConfigTest {
  @TempDir
  Path directory;

  private final RunningConfig running = new RunningConfig(LoadedConfig.from().load());

  @Test
  void tellsWhatIsTakenOverFromWhatWaits() {
    assertThat(takeOver("sluice.log.level=warn", "sluice.public.port=1", "sluice.log.format=json"))
        .isEqualTo(new Changes(
            List.of("sluice.log.level"), List.of("sluice.public.port", "sluice.log.format")));
  }

  @Test
  void remembersWhatItHasTakenOverAndWhatWaitsStill() {
    takeOver("sluice.log.level=warn", "sluice.public.port=1");

    assertThat(takeOver("sluice.log.level=warn", "sluice.public.port=1"))
        .isEqualTo(new Changes(List.of(), List.of("sluice.public.port")));
    assertThat(takeOver()).isEqualTo(new Changes(List.of("sluice.log.level"), List.of()));
  }

  @Test
  void takesOverCertificatesOnlyWhereEncryptionStaysOn() throws IOException {
    String first = Files.writeString(directory.resolve("first"), "").toString();
    String second = Files.writeString(directory.resolve("second"), "").toString();

    assertThat(takeOver(tls(first)).restart()).hasSize(3);
    RunningConfig encrypted =
        new RunningConfig(LoadedConfig.from().set(tls(first)).load());
    assertThat(encrypted.takeOver(LoadedConfig.from().set(tls(second)).load()).applied())
        .containsExactly(
            "sluice.internal.tls.certificate",
            "sluice.internal.tls.key",
            "sluice.internal.tls.client-ca");
    assertThat(encrypted.takeOver(LoadedConfig.from().load()).restart()).hasSize(3);
  }

  @Test
  void takesOverThePublicCertificateOnlyWhereEncryptionStaysOn() {
    RunningConfig encrypted = new RunningConfig(LoadedConfig.from()
        .set("sluice.tls.mode=allowed", "sluice.tls.self-signed=true")
        .load());

    assertThat(encrypted.takeOver(LoadedConfig.from().load()).applied()).isEmpty();
    assertThat(takeOver("sluice.tls.self-signed=true").restart())
        .containsExactly("sluice.tls.self-signed");
  }

  private Changes takeOver(String... arguments) {
    return running.takeOver(LoadedConfig.from().set(arguments).load());
  }

  private static String[] tls(String file) {
    return new String[] {
      "sluice.internal.tls.certificate=" + file,
      "sluice.internal.tls.key=" + file,
      "sluice.internal.tls.client-ca=" + file
    };
  }
}
