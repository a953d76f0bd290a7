package dev.sluice.load.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines between the generator's process and who started it: progress one way, the gateway's restart
 * asked for and confirmed. One thread; waits for an answer.
 */
public final class Conversation {
  /** Begins a line of ours; Gatling says things on standard output too. */
  public static final String MARK = "@sluice ";

  public static final String RESTART = "restart";

  private final BufferedReader in;
  private final PrintStream out;

  Conversation(InputStream in, PrintStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  void progress(String line) {
    out.println(MARK + line);
  }

  /** Returns the new process's id when the gateway serves again, on the same ports. */
  long restart() throws IOException {
    out.println(MARK + RESTART);
    String answer = in.readLine();
    if (answer == null) {
      throw new IOException("nobody restarted the gateway");
    }
    return Long.parseLong(answer);
  }
}
