package dev.sluice.server.net;

import dev.sluice.server.http.HttpService;
import dev.sluice.server.tls.TlsContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients may speak on the public port. Immutable, any thread.
 *
 * @param tls encrypts, null where nothing is encrypted
 * @param clearText whether what isn't encrypted is taken
 */
public record Protocols(@Nullable TlsContext tls, boolean clearText) {
  List<ProtocolSelector> selectors(HttpService service) {
    List<ProtocolSelector> selectors = new ArrayList<>();
    if (tls != null) {
      selectors.add(new TlsSelector(tls, service));
    }
    if (clearText) {
      selectors.add(new Http2Selector(service)); // before HTTP/1.1, whose form its preface has
      selectors.add(new Http1Selector(service));
    }
    return List.copyOf(selectors);
  }
}
