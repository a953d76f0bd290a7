package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.Certificate;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates that change while the gateway runs, and while clients are there. */
@ContractTest
class TlsReloadTest {
  @TempDir
  Path directory;

  private final Certificate first = Certificate.of("first");
  private final Certificate second = Certificate.of("second");
  private Gateway gateway;

  /** What can be in the files that is of no use. */
  enum Broken {
    RUBBISH {
      @Override
      Certificate of(Certificate good, Certificate other) {
        return new Certificate("rubbish", "rubbish");
      }
    },
    NOTHING {
      @Override
      Certificate of(Certificate good, Certificate other) {
        return new Certificate("", "");
      }
    },
    HALF_A_CERTIFICATE {
      @Override
      Certificate of(Certificate good, Certificate other) {
        return new Certificate(half(good.chain()), good.key());
      }
    },
    HALF_A_CHAIN {
      @Override
      Certificate of(Certificate good, Certificate other) {
        return new Certificate(good.chain() + half(other.chain()), good.key());
      }
    },
    HALF_A_KEY {
      @Override
      Certificate of(Certificate good, Certificate other) {
        return new Certificate(good.chain(), half(good.key()));
      }
    },
    KEY_OF_ANOTHER {
      @Override
      Certificate of(Certificate good, Certificate other) {
        return new Certificate(good.chain(), other.key());
      }
    };

    abstract Certificate of(Certificate good, Certificate other);

    static String half(String text) {
      return text.substring(0, text.length() / 2);
    }
  }

  @BeforeEach
  void start() {
    first.write(directory);
    gateway = Gateway.start(settings(directory));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void isForThoseWhoComeAndNobodyIsDropped(Mode mode) {
    try (Subscriber there = mode.subscribe(Tls.url(gateway.publicAddress()), List.of("t"), null)) {
      second.write(directory);
      gateway.reload();

      assertServes("second");
      gateway.backend().publish("t", "still here");
      assertThat(there.inbox().message().text()).isEqualTo("still here");
    }
  }

  @Test
  void isNoticedWithoutBeingTold() {
    second.write(directory);

    Await.until("the new one", () -> Tls.nameAt(gateway.publicAddress()).equals("second"));
  }

  @ParameterizedTest
  @EnumSource
  void isNotTakenWhileItIsBroken(Broken broken) {
    broken.of(second, first).write(directory);
    gateway.reload();
    assertServes("first");

    assertTakesTheSecond();
  }

  @Test
  void isNotMissedWhileTheFilesAreAway() throws IOException {
    Files.delete(Certificate.chainIn(directory));
    Files.delete(Certificate.keyIn(directory));
    gateway.reload();
    assertServes("first");

    assertTakesTheSecond();
  }

  /** As Kubernetes mounts a secret: links to files behind a link that is replaced. */
  @Test
  void isSeenBehindALinkThatIsReplaced() throws IOException {
    Path mounted = Files.createDirectory(directory.resolve("mounted"));
    Path data = mounted.resolve("..data");
    Files.createSymbolicLink(data, written("..1", first));
    Files.createSymbolicLink(Certificate.chainIn(mounted), Certificate.chainIn(data));
    Files.createSymbolicLink(Certificate.keyIn(mounted), Certificate.keyIn(data));
    try (Gateway other = Gateway.start(settings(mounted))) {
      Path next = Files.createSymbolicLink(mounted.resolve("..tmp"), written("..2", second));
      Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
      other.reload();

      assertThat(Tls.nameAt(other.publicAddress())).isEqualTo("second");
    }
  }

  private Path written(String name, Certificate certificate) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    certificate.write(made);
    return made;
  }

  private void assertTakesTheSecond() {
    second.write(directory);
    gateway.reload();
    assertServes("second");
  }

  private void assertServes(String name) {
    assertThat(Tls.nameAt(gateway.publicAddress())).isEqualTo(name);
  }

  private static Settings settings(Path directory) {
    return Certificate.setIn(directory, Settings.defaults().set("sluice.tls.mode", "allowed"));
  }
}
