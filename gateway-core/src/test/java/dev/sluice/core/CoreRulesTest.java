package dev.sluice.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sluice.core.time.GatewayClock;
import org.junit.jupiter.api.Test;

/** What the core may depend on, and what it may call. */
class CoreRulesTest {
  private static final JavaClasses CORE = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.sluice.core");

  @Test
  void sawTheCore() {
    assertThat(CORE.contain(GatewayClock.class)).isTrue();
    assertThat(CORE.contain(CoreRulesTest.class)).isFalse();
  }

  @Test
  void knowsNoWireAndNoFormats() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..", "com.fasterxml..", "java.net..", "javax.net..", "jdk.net..")
        .check(CORE);
  }

  @Test
  void usesFewLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sluice.core..", "java..", "org.jctools..", "org.jspecify..", "org.slf4j..")
        .check(CORE);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("dev.sluice.core.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void isLayered() {
    mayUse("..core.metrics..");
    mayUse("..core.time..");
    mayUse("..core.topic..", "..core.metrics..", "..core.time..");
    mayUse("..core.fanout..", "..core.topic..", "..core.metrics..", "..core.time..");
    mayUse("..core.publish..", "..core.topic..", "..core.metrics..", "..core.time..");
  }

  private static void mayUse(String user, String... used) {
    noClasses()
        .that()
        .resideInAPackage(user)
        .should()
        .dependOnClassesThat(resideInAPackage("dev.sluice..")
            .and(not(resideInAPackage(user).or(resideInAnyPackage(used)))))
        .check(CORE);
  }

  @Test
  void neverSleepsNorParks() {
    noClasses()
        .should()
        .callMethodWhere(target(owner(equivalentTo(Thread.class))).and(target(name("sleep"))))
        .orShould()
        .callMethodWhere(
            target(owner(equivalentTo(Object.class))).and(target(nameMatching("wait|notify.*"))))
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent.locks..")
        .check(CORE);
  }

  @Test
  void readsTheTimeFromItsClock() {
    noClasses()
        .that()
        .haveNameNotMatching(GatewayClock.class.getName().replace(".", "\\.") + "(\\$.*)?")
        .should()
        .callMethodWhere(target(owner(equivalentTo(System.class)))
            .and(target(nameMatching("currentTimeMillis|nanoTime"))))
        .orShould()
        .callMethodWhere(
            target(nameMatching("now")).and(target(owner(resideInAPackage("java.time..")))))
        .check(CORE);
  }
}
