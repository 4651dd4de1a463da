package io.understudy.access;

import io.understudy.access.AccessConfig.Type;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides who a caller is. */
@ApplicationScoped
public class Access {
  private static final Caller ANYBODY =
      new Caller("local", Set.of(Roles.VIEWER, Roles.OPERATOR, Roles.SERVICE));
  private static final Pattern BEARER =
      Pattern.compile("bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

  private final Type type;
  private final List<TokenFile> files;

  /**
   * Reads the files.
   *
   * @throws AccessException if one of them is wrong
   */
  public Access(AccessConfig config) {
    this.type = config.type();
    this.files =
        type == Type.OPEN
            ? List.of()
            : config.tokenFiles().orElse(List.of()).stream().map(TokenFile::new).toList();
  }

  /** How callers are known. */
  public Type type() {
    return type;
  }

  /**
   * Refuses to serve everybody on a network.
   *
   * @param host what the service listens at
   * @param oidc whether this service knows OpenID Connect
   * @throws AccessException with what to set
   */
  void check(String host, boolean oidc) {
    if (type == Type.OPEN && !Loopback.isHost(host)) {
      throw new AccessException(
          "understudy.access.type",
          "\"open\" is for loopback only, but quarkus.http.host is " + host,
          "set it to tokens and understudy.access.token-files to a file of hashes"
              + (oidc ? ", or to oidc" : "")
              + "; on one machine set quarkus.http.host=127.0.0.1");
    }
    if (type == Type.OIDC && !oidc) {
      throw new AccessException(
          "understudy.access.type", "only the scheduler knows \"oidc\"", "set it to tokens");
    }
    if (type == Type.TOKENS && files.isEmpty()) {
      throw new AccessException(
          "understudy.access.token-files",
          "expected a file of hashes with understudy.access.type=tokens, found nothing",
          "set it; each line of the file is NAME ROLE sha256:HEX");
    }
  }

  /** Who sends a request; empty if it is nobody known here. */
  Optional<Caller> caller(HttpServerRequest request) {
    return type == Type.OPEN ? anybody(request) : bearer(request).flatMap(this::owner);
  }

  /**
   * On loopback everybody is welcome but pages of other hosts that a browser on this machine shows:
   * their requests name them as origin, or us by a name of theirs.
   */
  private static Optional<Caller> anybody(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean local =
        (request.authority() == null || Loopback.isHost(request.authority().host()))
            && (origin == null || Loopback.isOrigin(origin));
    return local ? Optional.of(ANYBODY) : Optional.empty();
  }

  private static Optional<String> bearer(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Optional.empty();
    }
    Matcher bearer = BEARER.matcher(header);
    return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
  }

  /** Looks at every token, wherever the right one stands. */
  private Optional<Caller> owner(String token) {
    byte[] hash = hash(token);
    @Nullable Caller owner = null;
    for (TokenFile file : files) {
      for (KnownToken known : file.tokens()) {
        if (known.is(hash)) {
          owner = known.caller();
        }
      }
    }
    return Optional.ofNullable(owner);
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java machine has SHA-256", e);
    }
  }
}
