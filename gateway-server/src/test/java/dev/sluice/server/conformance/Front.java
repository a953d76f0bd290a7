package dev.sluice.server.conformance;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A proxy that others wrote, with the configuration for it that operators are given. */
enum Front {
  NGINX("nginx.conf", "sluice.proxies.forwarded") {
    @Override
    List<String> command(Path config) {
      return List.of("nginx", "-c", config.toString(), "-g", "daemon off; error_log stderr;");
    }

    @Override
    Map<String, String> changes(Path directory, int port, int publicPort, int internalPort) {
      Map<String, String> changes = new LinkedHashMap<>();
      changes.put("worker_processes auto;", "worker_processes 1; pid " + directory + "/pid;");
      changes.put("listen 443 ", "listen 127.0.0.1:" + port + " ");
      changes.put("127.0.0.1:8080", "127.0.0.1:" + publicPort);
      changes.put("/etc/sluice/tls", directory.toString());
      changes.put("timeout 75s", "timeout " + IDLE);
      return changes;
    }
  },

  HAPROXY("haproxy.cfg", "sluice.proxies.protocol") {
    @Override
    List<String> command(Path config) {
      return List.of("haproxy", "-db", "-f", config.toString());
    }

    @Override
    Map<String, String> changes(Path directory, int port, int publicPort, int internalPort) {
      Map<String, String> changes = new LinkedHashMap<>();
      changes.put("maxconn 100000", "maxconn 1000");
      changes.put("bind :443 ", "bind 127.0.0.1:" + port + " ");
      changes.put("127.0.0.1:8080", "127.0.0.1:" + publicPort);
      changes.put("port 8081", "port " + internalPort);
      changes.put("/etc/sluice/tls", directory.toString());
      changes.put(" 75s", " " + IDLE);
      return changes;
    }
  },

  CADDY("Caddyfile", "sluice.proxies.forwarded") {
    @Override
    List<String> command(Path config) {
      return List.of("caddy", "run", "--adapter", "caddyfile", "--config", config.toString());
    }

    @Override
    Map<String, String> changes(Path directory, int port, int publicPort, int internalPort) {
      Map<String, String> changes = new LinkedHashMap<>();
      changes.put(
          "admin off", "admin off\n\tauto_https disable_redirects\n\tdefault_bind 127.0.0.1");
      changes.put("push.example.com:443", "localhost:" + port);
      changes.put("127.0.0.1:8080", "127.0.0.1:" + publicPort);
      changes.put("health_port 8081", "health_port " + internalPort);
      changes.put("/etc/sluice/tls", directory.toString());
      changes.put("keepalive 75s", "keepalive " + IDLE);
      return changes;
    }
  };

  /** Instead of what the files say: so long a connection may be quiet. */
  static final String IDLE = "1s";

  private final String file;
  private final String trust;

  Front(String file, String trust) {
    this.file = file;
    this.trust = trust;
  }

  /** The configuration's name. */
  String file() {
    return file;
  }

  /** The gateway's setting that has it believe the proxy. */
  String trust() {
    return trust;
  }

  abstract List<String> command(Path config);

  /**
   * What has to be another in the configuration to run it here: ports, paths, and the time-outs.
   */
  abstract Map<String, String> changes(Path directory, int port, int publicPort, int internalPort);
}
