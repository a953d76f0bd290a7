package dev.sluice.load.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A gateway that somebody else started. The main thread. */
record GatewayElsewhere(
    String publicUrl, String internalUrl, @Nullable Long pid) implements Target {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Asks both listeners, so that a wrong address shows before a long run. */
  static GatewayElsewhere reached(String publicUrl, String internalUrl, @Nullable Long pid) {
    String base = withoutSlash(publicUrl);
    String internal = withoutSlash(internalUrl);
    String metrics = ask(internal, "/metrics");
    if (!metrics.contains("sluice_")) {
      throw BenchFailure.failed(
          internal + "/metrics has no metrics of Sluice; is it the internal listener?");
    }
    ask(base, "/v1/topics/load.hello?wait=0");
    return new GatewayElsewhere(base, internal, pid);
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static String ask(String base, String path) {
    HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE)
        .build();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw BenchFailure.failed(base + path + " answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw BenchFailure.failed("cannot connect to " + base + ": " + reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchFailure.failed("interrupted");
    }
  }

  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.nio.channels.UnresolvedAddressException) {
        return "its host is not known";
      }
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "no answer";
    }
    boolean refused = e instanceof ConnectException && e.getMessage() == null;
    return refused ? "connection refused" : String.valueOf(e.getMessage());
  }

  @Override
  public boolean restartable() {
    return false;
  }

  @Override
  public long restart() {
    throw new UnsupportedOperationException("it belongs to somebody else");
  }

  @Override
  public void close() {}
}
