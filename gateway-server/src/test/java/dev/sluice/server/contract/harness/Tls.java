package dev.sluice.server.contract.harness;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;

/** TLS clients that trust anybody. Any thread. */
public final class Tls {
  /** What they encrypt with. */
  public static final SSLContext TRUSTING = trusting();

  private Tls() {}

  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where a listener serves TLS. */
  public static URI url(InetSocketAddress address) {
    return URI.create("https://127.0.0.1:" + address.getPort());
  }

  /** Connects, and agrees on what the JDK likes best. */
  public static RawConnection to(InetSocketAddress address) {
    return RawConnection.to(address).encrypted(TRUSTING, wishes -> wishes);
  }

  /** Connects with one version only. */
  public static RawConnection to(InetSocketAddress address, String version) {
    return RawConnection.to(address).encrypted(TRUSTING, wishes -> {
      wishes.setProtocols(new String[] {version});
      return wishes;
    });
  }

  /** Connects and offers protocols (ALPN). */
  public static RawConnection offering(InetSocketAddress address, String... protocols) {
    return RawConnection.to(address).encrypted(TRUSTING, wishes -> {
      wishes.setApplicationProtocols(protocols);
      return wishes;
    });
  }

  /** Whom a new connection meets: the name in the server's certificate. */
  public static String nameAt(InetSocketAddress address) {
    try (RawConnection connection = to(address)) {
      X509Certificate first =
          (X509Certificate) connection.tls().getSession().getPeerCertificates()[0];
      return first.getSubjectX500Principal().getName().substring("CN=".length());
    } catch (SSLPeerUnverifiedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The first message of a client that knows no version above one (RFC 5246, 7.4.1.2): 3 is TLS
   * 1.2, 2 is TLS 1.1, 1 is TLS 1.0, 0 is SSL 3.0. The JDK's client makes no old ones any more.
   */
  public static byte[] hello(int minorVersion) {
    String version = "03%02x".formatted(minorVersion);
    String ciphers = "000ec02bc02fc009c00ac013c014002f";
    String curve = "000a000400020017";
    String signature = "000d000400020403";
    String hello = version + "5a".repeat(32) + "00" + ciphers + "0100" + "0010" + curve + signature;
    String message = "01%06x".formatted(hello.length() / 2) + hello;
    return HexFormat.of().parseHex("160301%04x".formatted(message.length() / 2) + message);
  }
}
