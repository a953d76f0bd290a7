package dev.sluice.server.routing;

import dev.sluice.server.http.ClientAddress;
import dev.sluice.server.http.Exchange;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that an operator does, for the audit log: when it is answered, one line says who did
 * what, from where, and what became of it. Who is refused is written down too. Belongs to its
 * exchange's loop.
 */
final class AdminAct {
  /** A logger of its own, so that its lines can go where nothing else does. */
  static final String LOGGER = "sluice.audit";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
  private static final int MAX_LENGTH = 1000;

  private final Exchange exchange;
  private String who = "unknown";
  private String note = "";

  private AdminAct(Exchange exchange) {
    this.exchange = exchange;
  }

  static AdminAct begin(Exchange exchange) {
    AdminAct act = new AdminAct(exchange);
    exchange.onResponse(act::log);
    return act;
  }

  void by(String name) {
    who = name;
  }

  /** What is to be known beside the status. */
  void note(String text) {
    note = text;
  }

  private void log(int status) {
    String from = ClientAddress.text(exchange.channel());
    String certificate = certificate();
    String what = what();
    LOG.atInfo()
        .addKeyValue("who", who)
        .addKeyValue("certificate", certificate)
        .addKeyValue("from", from)
        .addKeyValue("what", what)
        .addKeyValue("status", status)
        .addKeyValue("result", note)
        .log(
            "{} by {}{} from {}: {}{}",
            what,
            who,
            certificate.isEmpty() ? "" : " (" + certificate + ")",
            from,
            status,
            note.isEmpty() ? "" : ", " + note);
  }

  /** Whose certificate the client has shown; empty where there is none. */
  private String certificate() {
    SslHandler tls = exchange.channel().pipeline().get(SslHandler.class);
    try {
      return tls == null ? "" : tls.engine().getSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return "";
    }
  }

  /** The client has a say in it: no line ends, not too much of it, and no token by mistake. */
  private String what() {
    String what = exchange.method() + " " + exchange.query().decoded();
    String begin = what.substring(0, Math.min(what.length(), MAX_LENGTH));
    return begin.replaceAll("(access_token=)[^&]*", "$1***").replaceAll("[^\\x20-\\x7e]", "?");
  }
}
