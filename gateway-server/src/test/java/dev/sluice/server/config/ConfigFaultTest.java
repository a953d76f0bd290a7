package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal is one line: source, key, value, what is wrong, what is allowed. */
class ConfigFaultTest {
  private static final String SECRET = "a-secret-that-nobody-is-to-see-in-a-message";

  @TempDir
  Path directory;

  static List<Setting<?>> ranges() {
    return Settings.ALL.stream()
        .filter(setting -> setting.type() instanceof Range<?>)
        .toList();
  }

  @Test
  void namesFileAndLine() throws IOException {
    assertThat(faultOfFile("sluice {", "  public {", "    port = 65536", "  }", "}"))
        .isEqualTo(
            ":3: sluice.public.port = 65536 is too large; allowed: a whole number from 0 to 65535");
  }

  @Test
  void namesTheIncludedFile() throws IOException {
    Path included = Files.writeString(directory.resolve("more.conf"), "\n\nsluice.drain = soon");

    String fault = LoadedConfig.from().file(file("include \"more.conf\"")).fault();

    assertThat(fault)
        .isEqualTo(included
            + ":3: sluice.drain = soon is not a duration (units: ns, us, ms, s, m, h, d);"
            + " allowed: a duration from 0s to 1h");
  }

  @Test
  void namesTheSourceOutsideFiles() {
    String rest = "sluice.public.port = -1 is too small; allowed: a whole number from 0 to 65535";

    assertThat(LoadedConfig.from().set("sluice.public.port=-1").fault())
        .isEqualTo("--set: " + rest);
    assertThat(LoadedConfig.from().property("sluice.public.port", "-1").fault())
        .isEqualTo("-Dsluice.public.port: " + rest);
    assertThat(LoadedConfig.from().environment("SLUICE_PUBLIC_PORT", "-1").fault())
        .isEqualTo("environment variable SLUICE_PUBLIC_PORT: " + rest);
  }

  @Test
  void namesTheVariableThatAFileSubstitutes() throws IOException {
    Path file = file("sluice.public.port = ${PORT}");

    assertThat(LoadedConfig.from().file(file).environment("PORT", "tcp").fault())
        .isEqualTo("environment variable PORT: sluice.public.port = tcp is no whole number;"
            + " allowed: a whole number from 0 to 65535");
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void holdsTheBoundsOfEveryKey(Setting<?> setting) {
    String key = setting.key() + "=";
    Range<?> range = (Range<?>) setting.type();
    List<String> bounds = List.of(range.bounds().split(" to "));

    for (String bound : bounds) {
      assertThat(LoadedConfig.from().set(key + bound).fault())
          .doesNotContain("too small")
          .doesNotContain("too large");
    }
    assertThat(LoadedConfig.from().set(key + "-" + nonZero(bounds.get(0))).fault())
        .startsWith("--set: " + setting.key() + " = -")
        .endsWith("; allowed: " + setting.type().allowed());
    assertThat(LoadedConfig.from().set(key + "9" + bounds.get(1)).fault())
        .contains(" is too large; allowed: ");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          sluice.heartbeat=25             | sluice.heartbeat = 25 has no unit (ns, us, ms, s, m, h, d); allowed: a duration from 1ms to 1h
          sluice.heartbeat="25"           | sluice.heartbeat = 25 has no unit (ns, us, ms, s, m, h, d); allowed: a duration from 1ms to 1h
          sluice.heartbeat=25 parsecs     | sluice.heartbeat = 25 parsecs is not a duration (units: ns, us, ms, s, m, h, d); allowed: a duration from 1ms to 1h
          sluice.heartbeat=               | sluice.heartbeat = "" is not a duration (units: ns, us, ms, s, m, h, d); allowed: a duration from 1ms to 1h
          sluice.heartbeat=[25s]          | sluice.heartbeat = ["25s"] is of the wrong type (list); allowed: a duration from 1ms to 1h
          sluice.topics.max-bytes=0       | sluice.topics.max-bytes = 0 has no unit (B, kB, KiB, MB, MiB, GB, GiB); allowed: a size from 1B to 16GiB
          sluice.topics.max-bytes=1 Mebi  | sluice.topics.max-bytes = 1 Mebi is not a size (units: B, kB, KiB, MB, MiB, GB, GiB); allowed: a size from 1B to 16GiB
          sluice.topics.max-messages=1.5  | sluice.topics.max-messages = 1.5 is no whole number; allowed: a whole number from 1 to 16777216
          sluice.topics.max-messages=99999999999 | sluice.topics.max-messages = 99999999999 is too large; allowed: a whole number from 1 to 16777216
          sluice.topics.max-total-bytes=0%   | sluice.topics.max-total-bytes = 0% is too small; allowed: a size from 1B to 16TiB, or a share of the heap from 1% to 80%
          sluice.topics.max-total-bytes=81%  | sluice.topics.max-total-bytes = 81% is too large; allowed: a size from 1B to 16TiB, or a share of the heap from 1% to 80%
          sluice.topics.max-total-bytes=some% | sluice.topics.max-total-bytes = some% is no whole number; allowed: a size from 1B to 16TiB, or a share of the heap from 1% to 80%
          sluice.topics.max-total-bytes=17TiB | sluice.topics.max-total-bytes = 17TiB is too large; allowed: a size from 1B to 16TiB, or a share of the heap from 1% to 80%
          sluice.public.host=a b          | sluice.public.host = a b is no host; allowed: a host name or an IP address, an IPv6 one without brackets
          sluice.cors.allowed-origins=*   | sluice.cors.allowed-origins = * is not a list; allowed: a list of "*" or scheme://host[:port], ["https://example.com"]
          sluice.cors.allowed-origins=["https://a.example/x"] | sluice.cors.allowed-origins = ["https://a.example/x"] has a bad element: "https://a.example/x" is not just scheme://host[:port]; allowed: a list of "*" or scheme://host[:port], ["https://example.com"]
          sluice.auth.anonymous.publish=["a..b"] | sluice.auth.anonymous.publish = ["a..b"] has a bad element: topic pattern "a..b": a segment is a name, * or, as the last one, **; allowed: a list of topic patterns, ["chat.*", "news.**"]
          sluice.auth.anonymous.publish=[{}] | sluice.auth.anonymous.publish = [{}] is of the wrong type (object); allowed: a list of topic patterns, ["chat.*", "news.**"]
          sluice.internal.api-keys={}     | sluice.internal.api-keys = {} is not a list; allowed: a list of { name, sha256, scopes }, scopes a list of metrics, read, admin, publish or publish:PATTERN; gateway api-key makes one
          sluice.internal.api-keys=[{}]   | sluice.internal.api-keys = [{}] has a bad element: it is not just [name, scopes, sha256]; allowed: a list of { name, sha256, scopes }, scopes a list of metrics, read, admin, publish or publish:PATTERN; gateway api-key makes one
          sluice.internal.allow-without-keys=yes | sluice.internal.allow-without-keys = yes is neither; allowed: true or false
          sluice.auth.issuers={}          | sluice.auth.issuers = {} is not a list; allowed: a list of { issuer, audience, topic-prefix, algorithms, and one of secret, keys-file, jwks-url }
          sluice.auth.rules=[x]           | sluice.auth.rules = ["x"] has a bad element, number 1: it is no object; allowed: a list of { match, subscribe, publish, history, history-messages, history-age }
          sluice.tls.mode=on              | sluice.tls.mode = on is none of them; allowed: off, allowed, required
          sluice.tls.mode=true            | sluice.tls.mode = true is none of them; allowed: off, allowed, required
          sluice.tls.mode=["off"]         | sluice.tls.mode = ["off"] is of the wrong type (list); allowed: off, allowed, required
          sluice.tls.certificate=/no/such.pem | sluice.tls.certificate = /no/such.pem can't be read; allowed: the path of a file that can be read, or "" for none
          sluice.tls.key=/no/such.pem     | sluice.tls.key = /no/such.pem can't be read; allowed: the path of a file that can be read, or "" for none
          sluice.tls.self-signed=yes      | sluice.tls.self-signed = yes is neither; allowed: true or false
          sluice.websocket.compression=on | sluice.websocket.compression = on is neither; allowed: true or false
          sluice.proxies.protocol=127.0.0.1 | sluice.proxies.protocol = 127.0.0.1 is not a list; allowed: a list of IP addresses and prefixes, ["127.0.0.1", "10.0.0.0/8"]
          sluice.proxies.protocol=["10.0.0.0/33"] | sluice.proxies.protocol = ["10.0.0.0/33"] has a bad element: "10.0.0.0/33" has a prefix of more than 32 bits; allowed: a list of IP addresses and prefixes, ["127.0.0.1", "10.0.0.0/8"]
          sluice.proxies.forwarded=["::/129"] | sluice.proxies.forwarded = ["::/129"] has a bad element: "::/129" has a prefix of more than 128 bits; allowed: a list of IP addresses and prefixes, ["127.0.0.1", "10.0.0.0/8"]
          sluice.proxies.forwarded=["proxy.example"] | sluice.proxies.forwarded = ["proxy.example"] has a bad element: "proxy.example" is no IP address or prefix of some; allowed: a list of IP addresses and prefixes, ["127.0.0.1", "10.0.0.0/8"]
          sluice.limits.publish-rate=10   | sluice.limits.publish-rate = 10 is no rate; allowed: off, or a number per s, m or h, as 10/s or 600/m
          sluice.limits.publish-rate=0/s  | sluice.limits.publish-rate = 0/s is too small; allowed: off, or a number per s, m or h, as 10/s or 600/m
          sluice.limits.per-user.connection-rate=1/d | sluice.limits.per-user.connection-rate = 1/d is no rate; allowed: off, or a number per s, m or h, as 10/s or 600/m
          sluice.limits.per-address.publish-bytes=10/s | sluice.limits.per-address.publish-bytes = 10/s has no unit (B, kB, KiB, MB, MiB, GB, GiB); allowed: off, or a size per s, m or h, as 64KiB/s or 1GiB/h
          sluice.admission.heap=85        | sluice.admission.heap = 85 is no percentage; allowed: a percentage from 1% to 100%
          sluice.admission.heap=0%        | sluice.admission.heap = 0% is too small; allowed: a percentage from 1% to 100%
          """, quoteCharacter = '\'')
  void saysWhatIsWrongAndWhatIsAllowed(String argument, String fault) {
    assertThat(LoadedConfig.from().set(argument).fault()).isEqualTo("--set: " + fault);
  }

  @ParameterizedTest
  @CsvSource({
    "sluice.topics.max-mesages, sluice.topics.max-messages",
    "sluice.port, sluice.public.port",
    "sluice.topics.drain, sluice.drain",
    "max-wait, sluice.long-poll.max-wait",
    "sluice.public, sluice.public.host",
    "sluice.public.port.x, sluice.public.port",
  })
  void suggestsTheNearestKey(String key, String nearest) {
    assertThat(LoadedConfig.from().set(key + "=1").fault())
        .isEqualTo("--set: unknown key " + key + "; did you mean " + nearest + "?");
  }

  @Test
  void refusesUnknownKeysInEverySource() throws IOException {
    assertThat(faultOfFile("sluice.public.port = 1", "sluice.public.prot = 1"))
        .isEqualTo(":2: unknown key sluice.public.prot; did you mean sluice.public.port?");
    assertThat(faultOfFile("sluise { public { port = 1 } }"))
        .isEqualTo(":1: unknown key sluise; did you mean sluice?");
    assertThat(faultOfFile("sluice.topic { max-messages = 1 }"))
        .isEqualTo(":1: unknown key sluice.topic; did you mean sluice.topics?");
    assertThat(faultOfFile("\"sluice.drain\" = 1s"))
        .isEqualTo(":1: unknown key \"sluice.drain\"; did you mean sluice.drain?");
    assertThat(LoadedConfig.from().property("sluice.drian", "1s").fault())
        .isEqualTo("-Dsluice.drian: unknown key sluice.drian; did you mean sluice.drain?");
    assertThat(LoadedConfig.from().environment("SLUICE_DRIAN", "1s").fault())
        .isEqualTo("environment variable SLUICE_DRIAN: unknown; did you mean SLUICE_DRAIN?");
  }

  @Test
  void refusesAValueThatAStrongerSourceReplaces() throws IOException {
    Path file = file("sluice.public.port = eighty");

    assertThat(LoadedConfig.from().file(file).set("sluice.public.port=1").fault())
        .startsWith(file + ":1: sluice.public.port = eighty is no whole number");
  }

  @Test
  void refusesValuesWhereASectionIsExpectedAndNulls() throws IOException {
    assertThat(faultOfFile("sluice.public = 5"))
        .isEqualTo(":1: sluice.public = 5 is no section; allowed: sluice.public { ... }");
    assertThat(faultOfFile("sluice.drain = null"))
        .isEqualTo(
            ":1: sluice.drain = null is of the wrong type (null); allowed: a duration from 0s to 1h");
    assertThat(faultOfFile("sluice.drain { a = 1 }"))
        .isEqualTo(
            ":1: sluice.drain = {\"a\":1} is of the wrong type (object); allowed: a duration from 0s to 1h");
  }

  @Test
  void namesTheLineOfASyntaxError() throws IOException {
    assertThat(faultOfFile("sluice {", "  drain = [", "}")).startsWith(":3: ").doesNotContain("\n");
    assertThat(faultOfFile("", "sluice.drain = ${nothing}"))
        .isEqualTo(":2: Could not resolve substitution to a value: ${nothing}");
    assertThat(LoadedConfig.from().set("sluice.cors.allowed-origins=[").fault())
        .startsWith("--set: sluice.cors.allowed-origins:1: ");
    assertThat(LoadedConfig.from().set("sluice.cors.allowed-origins=[], a = b").fault())
        .isEqualTo("--set: sluice.cors.allowed-origins = [], a = b is more than one value");
  }

  @Test
  void namesAFileThatCannotBeRead() {
    assertThat(LoadedConfig.from().file(directory.resolve("no.conf")).fault())
        .isEqualTo(directory.resolve("no.conf") + ": no such file");
    assertThat(LoadedConfig.from().file(directory).fault())
        .isEqualTo(directory + ": not a readable file");
  }

  @Test
  void refusesASettingWithoutValue() {
    assertThat(faultOfSet("sluice.drain"))
        .isEqualTo("--set sluice.drain: no value; allowed: --set key=value");
  }

  @Test
  void refusesValuesThatContradictEachOtherAndNamesTheOneThatWasSet() {
    assertThat(LoadedConfig.from().set("sluice.topics.max-total-bytes=512KiB").fault())
        .isEqualTo(
            "--set: sluice.topics.max-total-bytes = 512KiB is less than sluice.topics.max-bytes = 1MiB;"
                + " allowed: at least as much, since one full topic must fit");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          name = a, sha256 = 12, scopes = [read]            | sha256 of "a" is not 64 hexadecimal digits
          name = "a b", sha256 = "HASH", scopes = [read]    | name "a b" is not 1 to 64 of A-Z a-z 0-9 _ . @ : -
          name = a, sha256 = "HASH", scopes = []            | scopes of "a" are none
          name = a, sha256 = "HASH", scopes = read          | scopes is not a list
          name = a, sha256 = "HASH", scopes = [open]        | scope "open" is none of metrics, read, admin, publish or publish:PATTERN
          name = a, sha256 = "HASH", scopes = ["publish:"]  | topic pattern "": a segment is a name, * or, as the last one, **
          name = a, key = "HASH", scopes = [read]           | it is not just [name, scopes, sha256]
          """)
  void saysWhatIsWrongWithAnApiKey(String key, String fault) {
    String keys = "[{ " + key.replace("HASH", "0".repeat(64)) + " }]";

    assertThat(LoadedConfig.from().set("sluice.internal.api-keys=" + keys).fault())
        .contains(" has a bad element: " + fault + "; allowed: ")
        .doesNotContain("\n");
  }

  @Test
  void refusesTwoApiKeysOfOneName() {
    String key = "{ name = a, sha256 = \"" + "0".repeat(64) + "\", scopes = [read] }";

    assertThat(LoadedConfig.from()
            .set("sluice.internal.api-keys=[" + key + "," + key.replace("= a", "= b") + "]")
            .fault())
        .contains(" has the name or the hash of \"b\" twice; ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void refusesAnInternalListenerForOthersWithoutKeys(String host) {
    String setHost = "sluice.internal.host=" + host;

    assertThat(LoadedConfig.from().set(setHost).fault())
        .isEqualTo("--set: sluice.internal.host = " + host
            + " is not this machine alone, and there are no API keys: anyone could publish and administer;"
            + " allowed: a loopback address, or keys in sluice.internal.api-keys (gateway api-key makes one),"
            + " or sluice.internal.allow-without-keys = true");
    String key = "{ name = a, sha256 = \"" + "0".repeat(64) + "\", scopes = [read] }";
    assertThat(LoadedConfig.from()
            .set(setHost, "sluice.internal.api-keys=[" + key + "]")
            .gateway()
            .internalListener())
        .isEqualTo(new ListenerConfig(host, 8081));
  }

  @Test
  void takesAnInternalListenerForOthersWithoutKeysWhereThatIsSaid() {
    assertThat(LoadedConfig.from()
            .set("sluice.internal.host=0.0.0.0", "sluice.internal.allow-without-keys=true")
            .gateway()
            .internal()
            .apiKeys())
        .isEmpty();
  }

  @Test
  void refusesHalfOfAnInternalCertificate() throws IOException {
    String file = file("").toString();

    assertThat(LoadedConfig.from().set("sluice.internal.tls.key=" + file).fault())
        .isEqualTo(
            "--set: sluice.internal.tls.certificate and sluice.internal.tls.key need each other");
    assertThat(LoadedConfig.from().set("sluice.internal.tls.client-ca=" + file).fault())
        .isEqualTo("--set: sluice.internal.tls.client-ca needs sluice.internal.tls.certificate"
            + " and sluice.internal.tls.key");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          issuers | issuer = a                            | it needs one of secret, keys-file and jwks-url
          issuers | secret = SECRET, keys-file = "x"      | keys-file = x can't be read; allowed: the path of a file that can be read, or "" for none
          issuers | secret = SECRET, jwks-url = "http://x" | it needs one of secret, keys-file and jwks-url
          issuers | secret = short                        | secret is shorter than 32 bytes
          issuers | secret = [SECRET]                     | secret is of the wrong type (list)
          issuers | secret = SECRET, algorithms = [none]  | algorithm "none" is none of HS256, HS384, HS512, RS256, RS384, RS512, PS256, ES256, ES384, EdDSA
          issuers | secret = SECRET, audience = a         | audience is not a list
          issuers | jwks-url = "file:///etc/passwd"       | jwks-url "file:///etc/passwd" is no http:// or https://
          issuers | secret = SECRET, iss = a              | it has iss, which is none of algorithms, audience, issuer, jwks-url, keys-file, secret, topic-prefix
          rules   | subscribe = anyone                    | topic pattern "": a segment is a name, * or, as the last one, **
          rules   | match = a, subscribe = all            | subscribe = all is none of them; allowed: anyone, any-token, grant, nobody
          rules   | match = a, history-age = 5            | history-age = 5 has no unit (ns, us, ms, s, m, h, d); allowed: a duration from 0s to 30d
          """)
  void saysWhatIsWrongWithAnIssuerOrARule(String list, String members, String fault) {
    String element = "{" + members.replace("SECRET", SECRET) + "}";

    assertThat(LoadedConfig.from()
            .set("sluice.auth." + list + "=[" + element + "]")
            .fault())
        .contains(" has a bad element, number 1: " + fault + "; allowed: ")
        .doesNotContain("\n", SECRET);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          {secret = S}, {issuer = a, secret = S}             | ""
          {issuer = a, secret = S}, {issuer = a, secret = S} | "a"
          """)
  void refusesIssuersThatNobodyCouldTellApart(String issuers, String name) {
    String list = "[" + issuers.replace("= S", "= " + SECRET) + "]";

    assertThat(LoadedConfig.from().set("sluice.auth.issuers=" + list).fault())
        .isEqualTo("--set: sluice.auth.issuers has more than one, and issuer " + name
            + " does not tell them apart; allowed: an issuer of its own for each");
  }

  @ParameterizedTest
  @CsvSource({"allowed", "required"})
  void refusesTlsWithoutACertificateAndSaysWhereToGetOne(String mode) {
    assertThat(LoadedConfig.from().set("sluice.tls.mode=" + mode).fault())
        .isEqualTo("--set: sluice.tls.mode = " + mode
            + " needs sluice.tls.certificate and sluice.tls.key;"
            + " for trying out: sluice.tls.self-signed = true");
  }

  @Test
  void cutsLongValuesAndKeepsToOneLine() {
    String fault =
        LoadedConfig.from().set("sluice.drain=a\nb" + "c".repeat(200)).fault();

    assertThat(fault)
        .startsWith("--set: sluice.drain = \"a\\nbccc")
        .contains("c... is not a duration")
        .doesNotContain("\n");
  }

  private static String faultOfSet(String argument) {
    try {
      return "accepted " + ConfigOverride.set(argument);
    } catch (InvalidConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String nonZero(String bound) {
    return bound.replaceFirst("^0", "1");
  }

  private String faultOfFile(String... lines) throws IOException {
    Path file = file(lines);
    return LoadedConfig.from().file(file).fault().replace(file.toString(), "");
  }

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("test.conf"), List.of(lines));
  }
}
