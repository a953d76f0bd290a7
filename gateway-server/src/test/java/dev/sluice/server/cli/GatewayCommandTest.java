package dev.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayCommandTest {
  private final CommandRun command = new CommandRun();

  @Test
  void printsItsVersion() {
    assertThat(command.run("--version")).isZero();

    assertThat(command.out())
        .matches("sluice \\S.* \\(java " + Runtime.version().feature() + ".*\\)\n");
    assertThat(command.err()).isEmpty();
  }

  @Test
  void listsItsCommands() {
    assertThat(command.run("--help")).isZero();

    assertThat(command.out())
        .contains("Usage: gateway", "serve", "publish", "subscribe", "check-config", "--version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "publish", "subscribe", "check-config"})
  void helpsWithEachCommandByExample(String name) {
    assertThat(command.run(name, "--help")).isZero();

    assertThat(command.out())
        .startsWith("Usage: gateway " + name)
        .contains("Examples:\n  ", "gateway " + name, "Exit codes:");
    assertThat(command.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
          none | Missing required subcommand
          sreve | Unmatched argument at index 0: 'sreve'; did you mean
          serve --prot 1 | Unknown options: '--prot', '1'
          serve extra | Unmatched argument at index 1: 'extra'
          serve --port | Missing required parameter for option '--port' (N)
          publish | Missing required parameter: 'TOPIC'
          publish a b c | Unmatched argument at index 3: 'c'
          publish a..b x | topic "a..b": segment at character
          publish a x --url ftp://b | Invalid value for option '--url': "ftp://b" is no URL such as http://localhost:8080
          publish a x --url http://a/?q | Invalid value for option '--url': "http://a/?q" is no URL
          subscribe | Missing required parameter: 'TOPIC'
          subscribe a/b | topic "a/b": character 1 is not one of
          subscribe a --transport carrier-pigeon | Invalid value for option '--transport': expected one of
          subscribe a --count 0 | --count 0: at least 1
          subscribe a --count many | Invalid value for option '--count': 'many' is not a long
          subscribe a --interval 5 | Invalid value for option '--interval': "5" has no unit
          subscribe a --interval 0s | --interval: more than 0
          check-config --set nothing | --set nothing: no value; allowed: --set key=value
          """)
  void refusesBadUsage(String arguments, String fault) {
    assertThat(command.run(arguments == null ? new String[0] : arguments.split(" ")))
        .isEqualTo(2);

    assertThat(command.err()).startsWith("error: " + fault);
    assertThat(command.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(command.out()).isEmpty();
  }

  @Test
  void refusesArgumentsThatTheLocaleHasSpoilt() {
    String[] spoilt = {"publish", "news", "gr\uFFFD\uFFFDe", "--url", "http://127.0.0.1:1"};

    assertThat(command.property("sun.jnu.encoding", "ANSI_X3.4-1968").run(spoilt))
        .isEqualTo(2);
    assertThat(command.err())
        .isEqualTo(
            "error: this locale can't pass on the argument \"gr\uFFFD\uFFFDe\"; set LC_ALL=C.UTF-8\n");

    assertThat(command.property("sun.jnu.encoding", "UTF-8").run(spoilt)).isEqualTo(1);
  }
}
