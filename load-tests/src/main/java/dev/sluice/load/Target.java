package dev.sluice.load;

/**
 * The gateway under load and how much of it, from system properties. Immutable.
 *
 * @param publicUrl where subscribers connect
 * @param internalUrl where publishers post
 * @param users subscribers of each transport
 * @param seconds how long each of them listens
 */
record Target(String publicUrl, String internalUrl, int users, int seconds) {
  static Target fromSystemProperties() {
    return new Target(
        System.getProperty("publicUrl", "http://127.0.0.1:8080"),
        System.getProperty("internalUrl", "http://127.0.0.1:8081"),
        Integer.getInteger("users", 5),
        Integer.getInteger("seconds", 10));
  }

  String webSocketUrl() {
    return publicUrl.replaceFirst("^http", "ws");
  }
}
