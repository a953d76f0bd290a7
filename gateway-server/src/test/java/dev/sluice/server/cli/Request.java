package dev.sluice.server.cli;

import com.sun.net.httpserver.Headers;

/** What the stand-in was asked. Immutable, any thread. */
record Request(String method, String uri, Headers headers, String body) {
  String header(String name) {
    return String.valueOf(headers.getFirst(name));
  }
}
