package dev.sluice.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.core.time.GatewayClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom, and what nobody may call. */
class ArchitectureTest {
  private static final String SERVER = "dev.sluice.server";
  private static final JavaClasses GATEWAY = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("dev.sluice");

  @ParameterizedTest
  @ValueSource(strings = {"longpoll", "sse", "stream", "websocket"})
  void transportsKnowTheCoreAndWhatTheyShare(String transport) {
    String own = SERVER + ".transport." + transport;
    String[] shared = Stream.of("transport", "http", "loop", "payload", "auth", "limits")
        .map(name -> SERVER + "." + name)
        .toArray(String[]::new);
    check(noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(resideInAPackage("dev.sluice.server..")
            .and(not(resideInAnyPackage(shared)))
            .and(not(resideInAPackage(own)))));
  }

  @Test
  void transportsShareNothingOfEachOther() {
    check(noClasses()
        .that()
        .resideInAPackage(SERVER + ".transport")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SERVER + ".transport.*"));
  }

  @Test
  void onlyMainKnowsWhoWires() {
    check(noClasses()
        .that()
        .doNotBelongToAnyOf(Main.class, GatewayServer.class)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(GatewayServer.class));
  }

  @Test
  void theCommandLineKnowsNoNetworkOfTheServer() {
    check(noClasses()
        .that()
        .resideInAPackage(SERVER + ".cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            SERVER + ".net..", SERVER + ".transport..", SERVER + ".http..", SERVER + ".loop.."));
  }

  @Test
  void configurationKnowsNobody() {
    check(noClasses()
        .that()
        .resideInAPackage(SERVER + ".config..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.sluice.server..")
            .and(not(resideInAPackage(SERVER + ".config..")))));
  }

  @Test
  void payloadsAndLoopsKnowTheCoreOnly() {
    for (String name : new String[] {"payload", "loop", "limits"}) {
      check(noClasses()
          .that()
          .resideInAPackage(SERVER + "." + name)
          .should()
          .dependOnClassesThat(resideInAPackage("dev.sluice.server..")
              .and(not(resideInAPackage(SERVER + "." + name)))));
    }
  }

  @Test
  void whoMayDoWhatKnowsTheConfigurationAndNoWire() {
    check(noClasses()
        .that()
        .resideInAnyPackage(SERVER + ".auth", SERVER + ".token")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.sluice.server..")
            .and(
                not(resideInAnyPackage(SERVER + ".auth", SERVER + ".token", SERVER + ".config")))));
  }

  @Test
  void tokensAreReadInOnePlace() {
    check(noClasses()
        .that()
        .resideOutsideOfPackage(SERVER + ".token")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.nimbusds.."));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching(SERVER + ".(**)").should().beFreeOfCycles());
    check(noClasses()
        .that()
        .resideInAPackage(SERVER + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SERVER));
  }

  @Test
  void nobodySleeps() {
    check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
    check(noClasses().should().callMethod(Thread.class, "sleep", long.class, int.class));
    check(noClasses().should().callMethod(Thread.class, "sleep", Duration.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanoTime", "currentTimeMillis"})
  void timeComesFromTheGatewaysClock(String method) {
    check(noClasses()
        .that()
        .doNotBelongToAnyOf(GatewayClock.class)
        .and()
        .doNotHaveFullyQualifiedName(SERVER + ".loop.GatewayLoop") // how late the machine really is
        .and()
        .resideOutsideOfPackage(SERVER + ".cli..")
        .should()
        .callMethod(System.class, method));
  }

  @Test
  void nobodyReadsTheWallClockInOtherWays() {
    check(noClasses()
        .that()
        .resideOutsideOfPackage(SERVER + ".cli..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC"));
  }

  @Test
  void logsGoThroughOneApi() {
    check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging"));
    check(noClasses()
        .that()
        .resideOutsideOfPackage(SERVER + ".log")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ch.qos.logback.."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out", "err", "in"})
  void standardStreamsBelongToTheCommandLine(String stream) {
    check(noClasses()
        .that()
        .resideOutsideOfPackage(SERVER + ".cli..")
        .should()
        .accessField(System.class, stream));
  }

  private static void check(ArchRule rule) {
    rule.check(GATEWAY);
  }
}
