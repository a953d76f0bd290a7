package dev.sluice.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Set;

/**
 * Checks EdDSA signatures (RFC 8037) by the JDK, which has them since 15: the library's own
 * verifier needs Tink, with Gson and Protobuf behind it. Immutable, any thread.
 */
final class Ed25519Verifier extends BaseJWSProvider implements JWSVerifier {
  private final PublicKey key;

  Ed25519Verifier(PublicKey key) {
    super(Set.of(JWSAlgorithm.EdDSA));
    this.key = key;
  }

  @Override
  public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(signed);
      return ed25519.verify(signature.decode());
    } catch (java.security.SignatureException e) {
      return false; // not even of the right length
    } catch (GeneralSecurityException e) {
      throw new JOSEException("the JDK can't check Ed25519", e);
    }
  }
}
