import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jose.JWSObject;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: nimbus-jose-jwt-parse
    SignedJWT.parse(event.get("a"));
    // ruleid: nimbus-jose-jwt-parse
    JWTParser.parse(event.get("a"));
    // ruleid: nimbus-jose-jwt-parse
    JWEObject.parse(event.get("a"));
    // ruleid: nimbus-jose-jwt-parse
    EncryptedJWT.parse(event.get("a"));
    // ruleid: nimbus-jose-jwt-parse
    JWSObject.parse(event.get("a"));
    // ok: nimbus-jose-jwt-parse
    other.parse(event.get("a"));
    return null;
  }
}
