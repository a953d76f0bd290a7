package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Clients that ask before they send a body (RFC 9110, 10.1.1). */
class ExpectationTest {
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  @AutoClose
  private final HttpScene scene = new HttpScene();

  @Test
  void areTold() {
    assertThat(head("/echo", "HTTP/1.1", 3, "100-continue")).isEqualTo(CONTINUE);
    assertThat(scene.exchange("abc")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nabc");
  }

  @Test
  void areToldWhateverTheCase() {
    assertThat(head("/echo", "HTTP/1.1", 3, "100-Continue")).isEqualTo(CONTINUE);
  }

  @Test
  void areRefusedInsteadWhereTheHeadIsEnoughToKnow() {
    assertThat(head("/refused", "HTTP/1.1", 3, "100-continue"))
        .startsWith("HTTP/1.1 403 ")
        .contains("Connection: close");
  }

  @Test
  void areRefusedInsteadWhereTheBodyWouldBeTooLarge() {
    assertThat(head("/echo", "HTTP/1.1", 11, "100-continue")).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void areNotToldOnceTheyAreAnswered() {
    assertThat(head("/answered-early", "HTTP/1.1", 3, "100-continue"))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("100 Continue");
  }

  @Test
  void areRefusedWhatNobodyKnows() {
    assertThat(head("/echo", "HTTP/1.1", 3, "a-miracle"))
        .startsWith("HTTP/1.1 417 ")
        .contains("Connection: close");
    assertThat(scene.refusals).containsExactly("expectation-failed");
  }

  @Test
  void areNotAnsweredInHttp10() {
    assertThat(head("/echo", "HTTP/1.0", 3, "100-continue")).isEmpty();
    assertThat(scene.exchange("abc")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nabc");
  }

  private String head(String path, String version, int length, String expected) {
    return scene.exchange("POST " + path + " " + version + "\r\nHost: x\r\nContent-Length: "
        + length + "\r\nExpect: " + expected + "\r\n\r\n");
  }
}
